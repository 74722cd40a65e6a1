using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>A header or query condition, compiled from its configuration.</summary>
internal sealed class ValueMatcher
{
    private readonly ValueMatchConfig _config;
    private readonly StringComparison _comparison;
    private readonly Regex? _pattern;

    public ValueMatcher(ValueMatchConfig config)
    {
        _config = config;
        _comparison = config.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (config.Kind == ValueMatchKind.Regex)
            _pattern = WholeMatch(config.Value);
    }

    public string Name => _config.Name;

    /// <summary>An expression that must match all of a text.</summary>
    public static Regex WholeMatch(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public bool Matches(string? value)
    {
        if (value is null && _config.TreatMissingAsEmpty)
            value = "";
        if (_config.Kind == ValueMatchKind.Present)
            return (value is not null) != _config.Invert;
        // Envoy: without the header an inverted match holds no more than a plain one.
        return value is not null && MatchesValue(value) != _config.Invert;
    }

    private bool MatchesValue(string value) => _config.Kind switch
    {
        ValueMatchKind.Exact => value.Equals(_config.Value, _comparison),
        ValueMatchKind.Prefix => value.StartsWith(_config.Value, _comparison),
        ValueMatchKind.Suffix => value.EndsWith(_config.Value, _comparison),
        ValueMatchKind.Contains => value.Contains(_config.Value, _comparison),
        ValueMatchKind.Regex => _pattern!.IsMatch(value),
        ValueMatchKind.Present => true,
        ValueMatchKind.Range => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= _config.RangeStart && number < _config.RangeEnd,
    };
}
