namespace EdgeProxy.Gateway.Admin;

/// <summary>
/// The loggers and their levels. What <c>/logging</c> sets is the last source of the configuration's <c>Logging:LogLevel</c>, so that it stands
/// over all others until the process ends.
/// </summary>
internal sealed class LogLevels(IConfiguration configuration) : ConfigurationProvider, IConfigurationSource
{
    private const string Section = "Logging:LogLevel:";
    private const string Default = "Default";

    private static readonly (string Name, LogLevel Level)[] Levels =
    [
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("info", LogLevel.Information), ("warning", LogLevel.Warning),
        ("error", LogLevel.Error), ("critical", LogLevel.Critical), ("off", LogLevel.None),
    ];

    /// <summary>The categories that log: the gateway's own by folder, and those of the libraries beside it.</summary>
    private static readonly string[] Known =
    [
        Default, "EdgeProxy", "EdgeProxy.Gateway", "EdgeProxy.Gateway.Hosting", "EdgeProxy.Gateway.Listening", "EdgeProxy.Gateway.Observability",
        "EdgeProxy.Gateway.Upstream", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Extensions", "Microsoft.Hosting.Lifetime",
        "Yarp.ReverseProxy.Forwarder",
    ];

    /// <summary>Envoy's names of levels.</summary>
    public static IEnumerable<string> Names => Levels.Select(entry => entry.Name);

    /// <summary>Every logger with its level.</summary>
    public IEnumerable<(string Category, string Level)> All => Known.Concat(Configured.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.Ordinal).Select(category => (category, Effective(category)));

    private Dictionary<string, string?> Configured => configuration.GetSection("Logging:LogLevel").GetChildren()
        .ToDictionary(child => child.Key, child => child.Value, StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Whether there is such a level.</summary>
    public static bool IsKnownLevel(string level) => Find(level) is not null;

    /// <summary>Whether something logs under this name, or is configured to.</summary>
    public bool IsKnownLogger(string category) =>
        Known.Contains(category, StringComparer.OrdinalIgnoreCase) || category.StartsWith("EdgeProxy.", StringComparison.OrdinalIgnoreCase)
        || category.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase) || Configured.ContainsKey(category);

    /// <summary>The level of a category: its own, or that of the longest name which it starts with.</summary>
    public string Effective(string category)
    {
        var configured = Configured;
        var name = configured.Keys.Where(key => category.Equals(key, StringComparison.OrdinalIgnoreCase) || category.StartsWith(key + ".", StringComparison.OrdinalIgnoreCase))
            .MaxBy(key => key.Length) ?? Default;
        var level = Enum.TryParse<LogLevel>(configured.GetValueOrDefault(name), ignoreCase: true, out var value) ? value : LogLevel.Information;
        return Levels.First(entry => entry.Level == level).Name;
    }

    /// <summary>Sets the level of every logger.</summary>
    /// <returns>False when there is no such level.</returns>
    public bool TrySetAll(string level)
    {
        if (Find(level) is not { } value)
            return false;
        Set(Configured.Keys.Append(Default), value);
        return true;
    }

    /// <summary>Sets the level of the categories that start with a name; <c>Default</c> is all others.</summary>
    public void SetLevel(string category, string level) => Set([category], Find(level) ?? throw new ArgumentException($"'{level}' is not a level.", nameof(level)));

    private static LogLevel? Find(string level)
    {
        if (level.Equals("warn", StringComparison.OrdinalIgnoreCase))
            level = "warning";
        var index = Array.FindIndex(Levels, entry => entry.Name.Equals(level, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Levels[index].Level;
    }

    private void Set(IEnumerable<string> categories, LogLevel level)
    {
        var data = new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase);
        foreach (var category in categories)
            data[Section + category] = level.ToString();
        Data = data;
        OnReload();
    }
}
