using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>CorsPolicy</c>, in the field <c>cors</c> or among the per-filter configurations.</summary>
internal static class CorsReader
{
    /// <summary>The policy in the field <c>cors</c> of a virtual host or a route action, which newer versions have among the configurations of filters; null without one.</summary>
    public static RouteFilterConfig? ReadField(Message parent, HttpFilters filters)
    {
        if (parent.Child("cors") is not { } policy)
            return null;
        var known = filters.Find(CorsConfig.FilterName, HttpFilterReaders.FindOfRoute(CorsConfig.FilterName));
        var config = Read(known ?? CorsConfig.FilterName, policy);
        if (known is null)
            parent.Warning("cors", $"ignored, as in Envoy: the filter {CorsConfig.FilterName} is not in 'http_filters'.");
        return known is null ? null : config;
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="name">The name of the filter.</param>
    /// <param name="policy">The message.</param>
    public static RouteFilterConfig Read(string name, Message policy)
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
        var enabled = (policy.Bool("enabled") ?? true) && IsEnabled(policy);
        // Envoy counts what the policy would have done, and does nothing else.
        policy.Ignore("it changes statistics alone.", "shadow_enabled");
        policy.Finish();
        return new RouteFilterConfig(name) { Disabled = !enabled, Settings = config };
    }

    /// <summary>A policy is on for every request or for none.</summary>
    private static bool IsEnabled(Message policy)
    {
        var fraction = FractionReader.ReadRuntime(policy, "filter_enabled") ?? FractionReader.All;
        if (fraction is > 0 and < FractionReader.All)
            policy.Error("filter_enabled", $"{fraction / 10_000.0:0.####} percent is not supported: a policy is on for every request or for none.");
        return fraction > 0;
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
