using System.Collections.Concurrent;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The levels that <c>/logging</c> set; they stand over those of the configuration until the process ends.</summary>
internal sealed class LogLevels
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,
        ["off"] = LogLevel.None,
    };

    private readonly ConcurrentDictionary<string, LogLevel> _set = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Envoy's names of levels.</summary>
    public static IEnumerable<string> Names => Levels.Keys;

    public IEnumerable<(string Category, LogLevel Level)> All =>
        _set.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key.Length == 0 ? "(all)" : entry.Key, entry.Value));

    /// <summary>Sets the level of the categories that start with a name; the empty name is all of them.</summary>
    public bool TrySet(string category, string level)
    {
        if (!Levels.TryGetValue(level, out var value))
            return false;
        _set[category] = value;
        return true;
    }

    /// <summary>Whether a message passes: by the longest name that was set here, and by <paramref name="configured"/> otherwise.</summary>
    public bool Allows(string category, LogLevel level, LogLevel configured)
    {
        var least = configured;
        var longest = -1;
        foreach (var (name, value) in _set)
        {
            if (name.Length > longest && category.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                (longest, least) = (name.Length, value);
        }

        return level >= least && least != LogLevel.None;
    }
}
