using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.ServiceDefaults;

/// <summary>
/// Makes filters of <c>Logging:Console:LogLevel</c> hold however a variable spells the section. .NET compares a rule's provider with case
/// (<c>LoggerRuleSelector</c>), and Aspire sets <c>LOGGING__CONSOLE__FORMATTERNAME</c> for every project, which makes the section <c>CONSOLE</c>.
/// </summary>
internal static class ConsoleFilters
{
    private const string Provider = "Console";

    public static void HoldConsoleFilters(this ILoggingBuilder logging) => logging.Services.PostConfigure<LoggerFilterOptions>(options =>
    {
        for (var index = 0; index < options.Rules.Count; index++)
        {
            var rule = options.Rules[index];
            if (string.Equals(rule.ProviderName, Provider, StringComparison.OrdinalIgnoreCase))
                options.Rules[index] = new LoggerFilterRule(Provider, rule.CategoryName, rule.LogLevel, rule.Filter);
        }
    });
}
