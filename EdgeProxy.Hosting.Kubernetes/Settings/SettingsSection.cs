using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>
/// Reads the <c>Publish</c> section key by key: a value that is not allowed becomes a fault that names the key and what is allowed, and so
/// does a key that nobody reads.
/// </summary>
internal sealed class SettingsSection(IConfiguration configuration, SettingsFaults faults)
{
    private const string Section = "Publish";

    private readonly Dictionary<string, string> _given = configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
        .Where(entry => entry.Key.Length > 0 && !string.IsNullOrEmpty(entry.Value))
        .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _known = [];

    /// <summary>The text at <paramref name="key"/>, which must match <paramref name="pattern"/> as a whole.</summary>
    public string? Text(string key, Regex pattern, string allowed)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (pattern.IsMatch(value))
            return value;
        faults.Add($"'{Section}:{key}' is '{value}'. Allowed: {allowed}.");
        return null;
    }

    /// <summary>The text at <paramref name="key"/>, one of <paramref name="allowed"/> without regard to case.</summary>
    public string? OneOf(string key, params string[] allowed)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        var match = allowed.FirstOrDefault(one => string.Equals(one, value, StringComparison.OrdinalIgnoreCase));
        if (match is null)
            faults.Add($"'{Section}:{key}' is '{value}'. Allowed: {string.Join(", ", allowed.Select(one => $"'{one}'"))}.");
        return match;
    }

    /// <summary>The number at <paramref name="key"/>, <paramref name="min"/> to <paramref name="max"/> or <paramref name="orElse"/>.</summary>
    public int? Number(string key, int min, int max, int? orElse = null)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ((number >= min && number <= max) || number == orElse))
            return number;
        faults.Add($"'{Section}:{key}' is '{value}'. Allowed: a whole number from {min} to {max}{(orElse is null ? "" : $", or {orElse}")}.");
        return null;
    }

    /// <summary>The switch at <paramref name="key"/>.</summary>
    public bool? Flag(string key)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (bool.TryParse(value, out var flag))
            return flag;
        faults.Add($"'{Section}:{key}' is '{value}'. Allowed: 'true', 'false'.");
        return null;
    }

    /// <summary>All keys that were given and not read.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in _given.Keys.Except(_known, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
            faults.Add($"The setting '{Section}:{key}' is not known.{Nearest.Hint(key, _known, $"{Section}:")} Known: {string.Join(", ", _known.Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}.");
    }
}
