using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>
/// Reads the <c>Publish</c> section key by key: a value that is not allowed becomes a error that names the key and what is allowed, and so
/// does an unknown key.
/// </summary>
internal sealed class SettingsSection(IConfiguration configuration, SettingsErrors errors)
{
    private const string Section = "Publish";

    private readonly Dictionary<string, string> _given = configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
        .Where(entry => entry.Key.Length > 0 && !string.IsNullOrEmpty(entry.Value))
        .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _known = [];

    /// <summary>The text at <paramref name="key"/>, which must match <paramref name="pattern"/> as a whole.</summary>
    public string? GetString(string key, Regex pattern, string allowed)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (pattern.IsMatch(value))
            return value;
        errors.Add($"'{Section}:{key}' is '{value}'. Allowed: {allowed}.");
        return null;
    }

    /// <summary>The text at <paramref name="key"/>, one of <paramref name="allowed"/> without regard to case.</summary>
    public string? GetOneOf(string key, params string[] allowed)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        var match = allowed.FirstOrDefault(one => string.Equals(one, value, StringComparison.OrdinalIgnoreCase));
        if (match is null)
            errors.Add($"'{Section}:{key}' is '{value}'. Allowed: {string.Join(", ", allowed.Select(one => $"'{one}'"))}.");
        return match;
    }

    /// <summary>The number at <paramref name="key"/>, <paramref name="min"/> to <paramref name="max"/> or <paramref name="orElse"/>.</summary>
    public int? GetInt32(string key, int min, int max, int? orElse = null)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ((number >= min && number <= max) || number == orElse))
            return number;
        errors.Add($"'{Section}:{key}' is '{value}'. Allowed: a whole number from {min} to {max}{(orElse is null ? "" : $", or {orElse}")}.");
        return null;
    }

    /// <summary>The switch at <paramref name="key"/>.</summary>
    public bool? GetBoolean(string key)
    {
        _known.Add(key);
        if (!_given.TryGetValue(key, out var value))
            return null;
        if (bool.TryParse(value, out var flag))
            return flag;
        errors.Add($"'{Section}:{key}' is '{value}'. Allowed: 'true', 'false'.");
        return null;
    }

    /// <summary>All keys that were given and not read.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var key in _given.Keys.Except(_known, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
            errors.Add($"The setting '{Section}:{key}' is not known.{Nearest.Hint(key, _known, $"{Section}:")} Known: {string.Join(", ", _known.Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}.");
    }
}
