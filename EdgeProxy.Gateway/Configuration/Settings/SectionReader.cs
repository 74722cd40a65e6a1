using System.Globalization;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the keys of one section. Every error is reported with its place, and <see cref="ReportUnknownKeys"/> reports the keys that were not read.</summary>
/// <param name="node">The section; null where it is not there.</param>
/// <param name="path">Its whole key.</param>
/// <param name="errors">Takes the mistakes.</param>
/// <param name="recorded">Takes what is asked for, and lets every section exist; null in all reading of a configuration.</param>
internal sealed class SectionReader(ConfigNode? node, string path, List<ConfigError> errors, SettingNode? recorded = null)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public bool Exists => node is { IsEmpty: false } || recorded is not null;

    public string Key => recorded is null ? node?.Key ?? "" : SettingNode.AnyName;

    public string? Value
    {
        get
        {
            recorded?.Is(SettingKind.String);
            return node?.Value;
        }
    }

    /// <summary>The sections below, whatever their names.</summary>
    public IEnumerable<SectionReader> Children
    {
        get
        {
            if (recorded is not null)
                yield return new SectionReader(null, $"{path}:{SettingNode.AnyName}", errors, recorded.Child(SettingNode.AnyName));
            foreach (var child in node?.Children ?? [])
            {
                _known.Add(child.Key);
                yield return new SectionReader(child, child.Path, errors);
            }
        }
    }

    /// <summary>The sections of a list.</summary>
    public IEnumerable<SectionReader> Items
    {
        get
        {
            recorded?.Is(SettingKind.Sections);
            return Children;
        }
    }

    /// <summary>The same section once more, with its mistakes unreported: they were reported already.</summary>
    public SectionReader Unreported() => new(node, path, [], recorded);

    /// <summary>Whether a key or a section is there.</summary>
    public bool Has(string key) => node?.Find(key) is { IsEmpty: false };

    public void AddError(string key, string message) => errors.Add(new ConfigError($"{path}:{key}", message));

    /// <summary>Refuses a key of YARP's whose meaning the gateway does not have: reading over it would serve something else than what the file says.</summary>
    /// <param name="key">The key.</param>
    /// <param name="instead">What takes its place.</param>
    public void Refuse(string key, string instead)
    {
        _known.Add(key);
        if (node?.Find(key) is not null)
            AddError(key, $"it is not supported; {instead}");
    }

    public SectionReader GetSection(string key)
    {
        _known.Add(key);
        return new SectionReader(node?.Find(key), $"{path}:{key}", errors, recorded?.Child(key));
    }

    public string? GetString(string key)
    {
        _known.Add(key);
        recorded?.Child(key).Is(SettingKind.String);
        return node?.Find(key)?.Value;
    }

    public string GetString(string key, string fallback)
    {
        recorded?.Child(key).Is(SettingKind.String, fallback);
        return GetString(key) ?? fallback;
    }

    /// <summary>A list: numbered keys, or one value.</summary>
    public ValueList<string> GetStrings(string key)
    {
        _known.Add(key);
        recorded?.Child(key).Is(SettingKind.Strings);
        var list = node?.Find(key);
        if (list is null)
            return [];
        return list.Value is { Length: > 0 } one ? [one] : [.. list.Children.Select(child => child.Value ?? "")];
    }

    public bool GetBoolean(string key, bool fallback)
    {
        recorded?.Child(key).Is(SettingKind.Boolean, fallback);
        if (GetString(key) is not { } text)
            return fallback;
        if (bool.TryParse(text, out var value))
            return value;
        AddError(key, $"'{text}' is not allowed; true and false are.");
        return fallback;
    }

    public bool? GetOptionalBoolean(string key)
    {
        recorded?.Child(key).Is(SettingKind.Boolean);
        return GetString(key) is null ? null : GetBoolean(key, false);
    }

    public int GetNumber(string key, int fallback, int least, int most = int.MaxValue) => (int)GetNumber(key, (long)fallback, least, most);

    public long GetNumber(string key, long fallback, long least, long most = long.MaxValue)
    {
        recorded?.Child(key).IsNumber(fallback, least, most);
        return ReadNumber(key, fallback, least, most);
    }

    public int? GetOptionalNumber(string key, int least, int most)
    {
        recorded?.Child(key).IsNumber(null, least, most);
        return GetString(key) is null ? null : (int)ReadNumber(key, least, least, most);
    }

    public long? GetOptionalLong(string key, long least)
    {
        recorded?.Child(key).IsNumber(null, least, long.MaxValue);
        return GetString(key) is null ? null : ReadNumber(key, least, least, long.MaxValue);
    }

    public double GetPercent(string key, double fallback)
    {
        recorded?.Child(key).Is(SettingKind.Percent, fallback);
        return ReadPercent(key, fallback);
    }

    public double? GetOptionalPercent(string key)
    {
        recorded?.Child(key).Is(SettingKind.Percent);
        return GetString(key) is null ? null : ReadPercent(key, 0);
    }

    public TimeSpan GetDuration(string key, TimeSpan fallback)
    {
        recorded?.Child(key).Is(SettingKind.Duration, fallback);
        return ReadDuration(key, fallback);
    }

    public TimeSpan? GetOptionalDuration(string key)
    {
        recorded?.Child(key).Is(SettingKind.Duration);
        return GetString(key) is null ? null : ReadDuration(key, default);
    }

    /// <summary>A name of an enumeration; Envoy's way of writing it counts too.</summary>
    public TEnum GetChoice<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum
    {
        recorded?.Child(key).IsChoice(fallback.ToString(), Enum.GetNames<TEnum>());
        if (GetString(key) is not { } text)
            return fallback;
        if (Enum.TryParse<TEnum>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        AddError(key, $"'{text}' is not allowed; {string.Join(", ", Enum.GetNames<TEnum>())} are.");
        return fallback;
    }

    /// <summary>One of some names; the first is what holds without the key.</summary>
    public T GetChoice<T>(string key, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        recorded?.Child(key).IsChoice(choices[0].Name, Names(choices));
        if (GetString(key) is not { } text)
            return choices[0].Value;
        foreach (var (name, value) in choices)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        AddError(key, $"'{text}' is not known; {string.Join(", ", Names(choices))} are.");
        return choices[0].Value;
    }

    /// <summary>Reports the keys that were not read, each with the known name that is nearest.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var child in node?.Children ?? [])
        {
            if (_known.Contains(child.Key))
                continue;
            var hint = EditDistance.Nearest(child.Key, _known) is { } nearest ? $"Did you mean '{nearest}'? " : "";
            AddError(child.Key, $"this key is not known. {hint}Known: {string.Join(", ", _known.Order())}.");
        }
    }

    private static string[] Names<T>(ReadOnlySpan<(string Name, T Value)> choices)
    {
        var names = new string[choices.Length];
        for (var index = 0; index < names.Length; index++)
            names[index] = choices[index].Name;
        return names;
    }

    private long ReadNumber(string key, long fallback, long least, long most)
    {
        if (GetString(key) is not { } text)
            return fallback;
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        AddError(key, $"'{text}' is not allowed; a whole number{Range(least, most)} is.");
        return fallback;
    }

    private static string Range(long least, long most) =>
        (least > int.MinValue ? $" from {least}" : "") + (most < int.MaxValue ? $" to {most}" : "");

    private double ReadPercent(string key, double fallback)
    {
        if (GetString(key) is not { } text)
            return fallback;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100)
            return value;
        AddError(key, $"'{text}' is not allowed; a number from 0 to 100 is.");
        return fallback;
    }

    private TimeSpan ReadDuration(string key, TimeSpan fallback)
    {
        if (GetString(key) is not { } text)
            return fallback;
        if (Duration.TryParse(text, out var value))
            return value;
        AddError(key, $"'{text}' is not allowed; a time such as '00:00:15', '15s' or '250ms' is, and 'off' for none.");
        return fallback;
    }
}
