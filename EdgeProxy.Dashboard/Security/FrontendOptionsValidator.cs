using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Refuses at start what would make the login worthless.</summary>
internal sealed class FrontendOptionsValidator : IValidateOptions<FrontendOptions>
{
    private const int ShortestToken = 16;
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, FrontendOptions options)
    {
        var errors = new List<string>();
        if (options.BrowserToken is { Length: > 0 and < ShortestToken })
            errors.Add($"{FrontendOptions.Section}:BrowserToken has {options.BrowserToken.Length} characters: give at least {ShortestToken}, or none to get a new one at each start.");
        if (options.CookieLifetime <= TimeSpan.Zero || options.CookieLifetime > LongestLifetime)
            errors.Add($"{FrontendOptions.Section}:CookieLifetime is {options.CookieLifetime}: allowed is more than 0 and at most {LongestLifetime.TotalDays} days.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
