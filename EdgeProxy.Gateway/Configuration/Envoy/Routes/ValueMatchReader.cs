using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HeaderMatcher</c>, <c>QueryParameterMatcher</c> and <c>StringMatcher</c>.</summary>
internal static class ValueMatchReader
{
    public static ValueMatchConfig ReadHeader(Message matcher)
    {
        var config = new ValueMatchConfig { Name = matcher.RequiredText("name") };
        var form = matcher.OneOf(false, "exact_match", "prefix_match", "suffix_match", "contains_match", "regex_match", "safe_regex_match",
            "range_match", "present_match", "string_match");
        config = form switch
        {
            "exact_match" => config with { Kind = ValueMatchKind.Exact, Value = matcher.Text(form) ?? "" },
            "prefix_match" => config with { Kind = ValueMatchKind.Prefix, Value = matcher.Text(form) ?? "" },
            "suffix_match" => config with { Kind = ValueMatchKind.Suffix, Value = matcher.Text(form) ?? "" },
            "contains_match" => config with { Kind = ValueMatchKind.Contains, Value = matcher.Text(form) ?? "" },
            "regex_match" => config with { Kind = ValueMatchKind.Regex, Value = RegexReader.Read(matcher, form) },
            "safe_regex_match" => config with { Kind = ValueMatchKind.Regex, Value = RegexReader.ReadMatcher(matcher.Child(form)) },
            "range_match" => ReadRange(matcher.Child(form), config),
            "present_match" => config with { Invert = matcher.Bool(form) == false },
            "string_match" => ReadString(matcher.Child(form), config),
            _ => config,
        };
        var invert = matcher.Bool("invert_match") ?? false;
        config = config with { Invert = config.Invert != invert, TreatMissingAsEmpty = matcher.Bool("treat_missing_header_as_empty") ?? false };
        matcher.Finish();
        return config;
    }

    public static ValueMatchConfig ReadQueryParameter(Message matcher)
    {
        var config = new ValueMatchConfig { Name = matcher.RequiredText("name") };
        // 'value' and 'regex' are v2's.
        var form = matcher.OneOf(false, "string_match", "present_match", "value");
        var isRegex = matcher.Bool("regex") ?? false;
        config = form switch
        {
            "string_match" => ReadString(matcher.Child(form), config),
            "present_match" => config with { Invert = matcher.Bool(form) == false },
            "value" when isRegex => config with { Kind = ValueMatchKind.Regex, Value = RegexReader.Read(matcher, form) },
            "value" when matcher.Text(form) is { Length: > 0 } value => config with { Kind = ValueMatchKind.Exact, Value = value },
            _ => config,
        };
        matcher.Finish();
        return config;
    }

    /// <summary>Envoy's <c>StringMatcher</c>.</summary>
    public static ValueMatchConfig ReadString(Message? matcher, ValueMatchConfig config)
    {
        if (matcher is null)
            return config;
        var form = matcher.OneOf(true, "exact", "prefix", "suffix", "safe_regex", "contains");
        config = form switch
        {
            "exact" => config with { Kind = ValueMatchKind.Exact, Value = matcher.Text(form) ?? "" },
            "prefix" => config with { Kind = ValueMatchKind.Prefix, Value = matcher.Text(form) ?? "" },
            "suffix" => config with { Kind = ValueMatchKind.Suffix, Value = matcher.Text(form) ?? "" },
            "contains" => config with { Kind = ValueMatchKind.Contains, Value = matcher.Text(form) ?? "" },
            "safe_regex" => config with { Kind = ValueMatchKind.Regex, Value = RegexReader.ReadMatcher(matcher.Child(form)) },
            _ => config,
        };
        config = config with { IgnoreCase = matcher.Bool("ignore_case") ?? false };
        if (config is { IgnoreCase: true, Kind: ValueMatchKind.Regex })
            matcher.Warning("ignore_case", "ignored: an expression compares with case, as in Envoy; begin it with (?i).");
        matcher.Refuse("exact, prefix, suffix, contains and safe_regex are.", "custom");
        matcher.Finish();
        return config;
    }

    private static ValueMatchConfig ReadRange(Message? range, ValueMatchConfig config)
    {
        if (range is null)
            return config;
        var start = range.Integer("start", long.MinValue, long.MaxValue) ?? 0;
        var end = range.Integer("end", long.MinValue, long.MaxValue) ?? 0;
        if (start >= end)
            range.Error($"the range from {start} to {end} has nothing in it; 'end' is exclusive and must be more than 'start'.");
        range.Finish();
        return config with { Kind = ValueMatchKind.Range, RangeStart = start, RangeEnd = end };
    }
}
