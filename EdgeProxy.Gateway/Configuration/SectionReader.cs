using System.Globalization;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Configuration;

/// <summary>Reads the keys of one section. Every mistake is noted with its place, and <see cref="End"/> notes the keys that nobody read.</summary>
internal sealed class SectionReader(ConfigNode? node, string path, List<ConfigError> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public bool Exists => node is { IsEmpty: false };

    public string Key => node?.Key ?? "";

    public string Path => path;

    public string? Value => node?.Value;

    public List<ConfigError> Errors => errors;

    /// <summary>The sections below, whatever their names.</summary>
    public IEnumerable<SectionReader> Children
    {
        get
        {
            foreach (var child in node?.Children ?? [])
            {
                _known.Add(child.Key);
                yield return new SectionReader(child, child.Path, errors);
            }
        }
    }

    public void Fail(string key, string message) => errors.Add(new ConfigError($"{path}:{key}", message));

    public SectionReader Section(string key)
    {
        _known.Add(key);
        return new SectionReader(node?.Find(key), $"{path}:{key}", errors);
    }

    public string? Text(string key)
    {
        _known.Add(key);
        return node?.Find(key)?.Value;
    }

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    /// <summary>A list: numbered keys, or one value.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        _known.Add(key);
        var list = node?.Find(key);
        if (list is null)
            return [];
        return list.Value is { Length: > 0 } one ? [one] : new ValueList<string>([.. list.Children.Select(child => child.Value ?? "")]);
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (bool.TryParse(text, out var value))
            return value;
        Fail(key, $"'{text}' is not allowed; true and false are.");
        return fallback;
    }

    public bool? OptionalFlag(string key) => Text(key) is null ? null : Flag(key, false);

    public int Number(string key, int fallback, int least, int most = int.MaxValue) => (int)Number(key, (long)fallback, least, most);

    public long Number(string key, long fallback, long least, long most = long.MaxValue)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Fail(key, $"'{text}' is not allowed; a whole number from {least}{(most < int.MaxValue ? $" to {most}" : "")} is.");
        return fallback;
    }

    public int? OptionalNumber(string key, int least, int most) => Text(key) is null ? null : Number(key, least, least, most);

    public long? OptionalLong(string key, long least) => Text(key) is null ? null : Number(key, least, least);

    public double Percent(string key, double fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100)
            return value;
        Fail(key, $"'{text}' is not allowed; a number from 0 to 100 is.");
        return fallback;
    }

    public TimeSpan Time(string key, TimeSpan fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (Duration.TryParse(text, out var value))
            return value;
        Fail(key, $"'{text}' is not allowed; a time such as '00:00:15', '15s' or '250ms' is, and 'off' for none.");
        return fallback;
    }

    public TimeSpan? OptionalTime(string key) => Text(key) is null ? null : Time(key, default);

    public TEnum Choice<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum
    {
        if (Text(key) is not { } text)
            return fallback;
        if (Enum.TryParse<TEnum>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        Fail(key, $"'{text}' is not allowed; {string.Join(", ", Enum.GetNames<TEnum>())} are.");
        return fallback;
    }

    /// <summary>Notes the keys that nobody asked for, each with the known name that is nearest.</summary>
    public void End()
    {
        foreach (var child in node?.Children ?? [])
        {
            if (_known.Contains(child.Key))
                continue;
            var nearest = _known.MinBy(name => EditDistance.Between(name, child.Key));
            Fail(child.Key, $"this key is not known. {(nearest is null ? "" : $"Did you mean '{nearest}'? ")}Known: {string.Join(", ", _known.Order())}.");
        }
    }
}
