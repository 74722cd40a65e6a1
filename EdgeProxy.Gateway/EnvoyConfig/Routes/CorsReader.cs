using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>Envoy's <c>CorsPolicy</c>, in the field <c>cors</c> or among the per-filter configurations.</summary>
internal static class CorsReader
{
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
        var config = new CorsConfig
        {
            AllowOrigins = ReadOrigins(policy),
            AllowMethods = Split(policy, "allow_methods"),
            AllowHeaders = Split(policy, "allow_headers"),
            ExposeHeaders = Split(policy, "expose_headers"),
            MaxAge = policy.Text("max_age") is { Length: > 0 } ? TimeSpan.FromSeconds(policy.Count("max_age") ?? 0) : null,
            AllowCredentials = policy.Bool("allow_credentials") ?? false,
        };
        var enabled = policy.Bool("enabled") ?? true;
        policy.Refuse("a policy is on or absent.", "filter_enabled", "shadow_enabled");
        policy.RefuseTrue("private networks are not told apart.", "allow_private_network_access");
        policy.Skip("forward_not_matching_preflights");
        policy.Finish();
        if (!filters.Cors)
            parent.Warning(field, "ignored, as in Envoy: the filter envoy.filters.http.cors is not in 'http_filters'.");
        return enabled && filters.Cors ? config : null;
    }

    private static List<string> ReadOrigins(Message policy)
    {
        var origins = policy.Texts("allow_origin").ToList();
        foreach (var matcher in policy.Children("allow_origin_string_match"))
        {
            if (matcher.Text("exact") is { Length: > 0 } origin)
                origins.Add(origin);
            // What people write to allow all of them.
            else if (matcher.Child("safe_regex") is { } regex && regex.Text("regex") is ".*" or "\\*")
                origins.Add("*");
            else
                matcher.Error("not supported; 'exact', or 'safe_regex' with '.*' for all origins, is.");
        }

        policy.Refuse("'allow_origin_string_match' is.", "allow_origin_regex");
        return origins;
    }

    private static string[] Split(Message policy, string field) =>
        (policy.Text(field) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
