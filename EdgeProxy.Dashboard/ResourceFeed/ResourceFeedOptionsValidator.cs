using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Refuses at start what would surprise later.</summary>
internal sealed class ResourceFeedOptionsValidator : IValidateOptions<ResourceFeedOptions>
{
    private const int ShortestKey = 16;
    private const int FewestLines = 100;
    private const int MostLines = 1_000_000;

    public ValidateOptionsResult Validate(string? name, ResourceFeedOptions options)
    {
        var errors = new List<string>();
        if (options.ApiKey is { Length: > 0 and < ShortestKey })
            errors.Add($"{ResourceFeedOptions.Section}:ApiKey has {options.ApiKey.Length} characters: give at least {ShortestKey}, or none to turn the feed off.");
        if (options.MaxConsoleLines is < FewestLines or > MostLines)
            errors.Add($"{ResourceFeedOptions.Section}:MaxConsoleLines is {options.MaxConsoleLines}: allowed are {FewestLines} to {MostLines}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
