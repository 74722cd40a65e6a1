namespace EdgeProxy.Gateway.Admin;

/// <summary>
/// The levels that <c>/logging</c> set. They are the last source of the configuration's <c>Logging:LogLevel</c>, so that they stand over
/// all others until the process ends.
/// </summary>
internal sealed class LogLevels : ConfigurationProvider, IConfigurationSource
{
    private const string Section = "Logging:LogLevel:";

    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,
        ["off"] = LogLevel.None,
    };

    /// <summary>Envoy's names of levels.</summary>
    public static IEnumerable<string> Names => Levels.Keys;

    /// <summary>What was set, by category.</summary>
    public IEnumerable<(string Category, string? Level)> All =>
        Data.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key[Section.Length..], entry.Value));

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Sets the level of the categories that start with a name; <c>Default</c> is all others.</summary>
    /// <returns>False when there is no such level.</returns>
    public bool TrySet(string category, string level)
    {
        if (!Levels.TryGetValue(level, out var value))
            return false;
        Data = new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase) { [Section + category] = value.ToString() };
        OnReload();
        return true;
    }
}
