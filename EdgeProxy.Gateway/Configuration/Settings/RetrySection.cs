using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Retry</c> of a route.</summary>
internal static class RetrySection
{
    /// <summary>The policy; null without one.</summary>
    public static RetryPolicyConfig? Read(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var defaults = new RetryPolicyConfig();
        var policy = new RetryPolicyConfig
        {
            On = On(section),
            NumRetries = section.GetNumber("NumRetries", defaults.NumRetries, 0, 100),
            PerTryTimeout = section.GetDuration("PerTryTimeout", defaults.PerTryTimeout),
            RetriableStatusCodes = [.. section.GetStrings("RetriableStatusCodes").Select(text => Status(section, text)).OfType<int>()],
            BackOffBase = section.GetDuration("BackOffBase", defaults.BackOffBase),
            BackOffMax = section.GetDuration("BackOffMax", defaults.BackOffMax),
            OtherHostOnly = section.GetBoolean("OtherHostOnly", fallback: false),
        };
        if (!section.GetBoolean("Enabled", fallback: true))
            policy = RetryPolicyConfig.None;
        section.ReportUnknownKeys();
        return policy;
    }

    private static int? Status(SectionReader section, string text)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599)
            return status;
        section.AddError("RetriableStatusCodes", $"'{text}' is not allowed; a status from 100 to 599 is.");
        return null;
    }

    private static RetryConditions On(SectionReader section)
    {
        var on = RetryConditions.None;
        foreach (var name in section.GetString("On", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (known, condition) = RetryConditionNames.All.FirstOrDefault(entry => entry.Name == name);
            if (known is null)
                section.AddError("On", $"'{name}' is not known; {string.Join(", ", RetryConditionNames.All.Select(entry => entry.Name))} are.");
            else
                on |= condition;
        }

        return on;
    }
}
