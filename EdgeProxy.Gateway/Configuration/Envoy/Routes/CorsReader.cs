using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>CorsPolicy</c>, in the field <c>cors</c> or among the per-filter configurations.</summary>
internal static class CorsReader
{
    private static readonly Dictionary<string, int> Denominators = new() { ["HUNDRED"] = 100, ["TEN_THOUSAND"] = 10_000, ["MILLION"] = 1_000_000 };

    /// <summary>The policy of a virtual host.</summary>
    public static CorsConfig? Read(Message host, HttpFilters filters)
    {
        var perFilter = ReadPerFilter(host, filters);
        return ReadField(host, filters) ?? perFilter;
    }

    /// <summary>The policy in the field <c>cors</c>.</summary>
    public static CorsConfig? ReadField(Message parent, HttpFilters filters) =>
        parent.Child("cors") is { } policy ? ReadPolicy(parent, "cors", policy, filters) : null;

    /// <summary>The policy in <c>typed_per_filter_config</c> (v3) or <c>per_filter_config</c> (v2); other filters' configurations are refused.</summary>
    public static CorsConfig? ReadPerFilter(Message parent, HttpFilters filters)
    {
        if (parent.OneOf(false, "typed_per_filter_config", "per_filter_config") is not { } form || parent.Child(form) is not { } map)
            return null;
        CorsConfig? config = null;
        foreach (var name in map.Names)
        {
            if (name is "envoy.filters.http.cors" or "envoy.cors" && map.Child(name) is { } policy)
                config = ReadPolicy(map, name, policy, filters);
            else
                map.Refuse("envoy.filters.http.cors is.", name);
        }

        return config;
    }

    private static CorsConfig? ReadPolicy(Message parent, string field, Message policy, HttpFilters filters)
    {
        var (origins, matches) = ReadOrigins(policy);
        var config = new CorsConfig
        {
            AllowOrigins = [.. origins],
            AllowOriginMatches = [.. matches],
            AllowMethods = [.. Split(policy, "allow_methods")],
            AllowHeaders = [.. Split(policy, "allow_headers")],
            ExposeHeaders = [.. Split(policy, "expose_headers")],
            MaxAge = policy.Text("max_age") is { Length: > 0 } ? TimeSpan.FromSeconds(policy.Count("max_age") ?? 0) : null,
            AllowCredentials = policy.Bool("allow_credentials") ?? false,
            ForwardNotMatchingPreflights = policy.Bool("forward_not_matching_preflights") ?? true,
            AllowPrivateNetworkAccess = policy.Bool("allow_private_network_access") ?? false,
        };
        var enabled = (policy.Bool("enabled") ?? true) && ReadEnabled(policy);
        // Envoy counts what the policy would have done, and does nothing else.
        policy.Ignore("it changes statistics alone.", "shadow_enabled");
        policy.Finish();
        if (!filters.Cors)
            parent.Warning(field, "ignored, as in Envoy: the filter envoy.filters.http.cors is not in 'http_filters'.");
        return enabled && filters.Cors ? config : null;
    }

    /// <summary>Envoy's RuntimeFractionalPercent: without a runtime its default value counts, which here is all or nothing.</summary>
    private static bool ReadEnabled(Message policy)
    {
        if (policy.Child("filter_enabled") is not { } enabled)
            return true;
        enabled.Ignore("there is no runtime; the default value is used.", "runtime_key");
        var numerator = 100L;
        if (enabled.Child("default_value") is { } fraction)
        {
            var denominator = fraction.Choice("denominator", Denominators, [.. Denominators.Keys]) ?? 100;
            numerator = fraction.Integer("numerator", 0, uint.MaxValue) ?? 0;
            if (numerator > 0 && numerator < denominator)
                fraction.Error("numerator", $"'{numerator}' of {denominator} is not supported: a policy is on for every request or for none.");
            fraction.Finish();
        }

        enabled.Finish();
        return numerator > 0;
    }

    private static (List<string> Exact, List<ValueMatchConfig> Matches) ReadOrigins(Message policy)
    {
        var exact = policy.Texts("allow_origin").ToList();
        var matches = new List<ValueMatchConfig>();
        foreach (var matcher in policy.Children("allow_origin_string_match"))
        {
            var match = ValueMatchReader.ReadString(matcher, new ValueMatchConfig { Name = "origin" });
            if (match is { Kind: ValueMatchKind.Exact, IgnoreCase: false })
                exact.Add(match.Value);
            else
                matches.Add(match);
        }

        // Version 2 had expressions of their own field.
        matches.AddRange(policy.Texts("allow_origin_regex").Select(pattern =>
            new ValueMatchConfig { Name = "origin", Kind = ValueMatchKind.Regex, Value = Re2Pattern.ToDotNet(pattern) }));
        return (exact, matches);
    }

    private static string[] Split(Message policy, string field) =>
        (policy.Text(field) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
