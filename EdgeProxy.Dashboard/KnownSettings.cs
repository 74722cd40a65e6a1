using System.Reflection;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Persistence;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Security;
using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard;

/// <summary>The keys of the section <c>Dashboard</c>, read off the options themselves.</summary>
internal static class KnownSettings
{
    /// <summary>The section of all of them.</summary>
    public const string Section = "Dashboard";

    /// <summary>Every key, such as <c>Dashboard:Otlp:AuthMode</c>.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. Under(FrontendOptions.Section, typeof(FrontendOptions)),
        .. Under(OtlpOptions.Section, typeof(OtlpOptions)),
        .. Under(TelemetryLimitsOptions.Section, typeof(TelemetryLimitsOptions)),
        .. Under(PersistenceOptions.Section, typeof(PersistenceOptions)),
        .. Under(ResourceFeedOptions.Section, typeof(ResourceFeedOptions)),
    ];

    /// <summary>Whether the dashboard reads this key; case does not matter.</summary>
    public static bool Has(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key that somebody may have meant: a name near it in its section, or the same name in another one; else null.</summary>
    public static string? Nearest(string key)
    {
        var (section, name) = Split(key);
        var meant = EditDistance.Nearest(section, Keys.Select(known => Split(known).Section).Distinct());
        var near = EditDistance.Nearest(name, Keys.Where(known => Split(known).Section == meant).Select(known => Split(known).Name));
        return near is not null ? $"{meant}:{near}" : Keys.FirstOrDefault(known => Split(known).Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Under(string section, Type options) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType == typeof(OtlpCorsOptions)
            ? Under($"{section}:{property.Name}", property.PropertyType)
            : [$"{section}:{property.Name}"]);

    private static (string Section, string Name) Split(string key)
    {
        var colon = key.LastIndexOf(':');
        return colon < 0 ? ("", key) : (key[..colon], key[(colon + 1)..]);
    }
}
