using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>LocalRateLimit</c>.</summary>
internal sealed class LocalRateLimitFilterReader : HttpFilterReader
{
    private static readonly Dictionary<string, bool> NoHeaders = new() { ["OFF"] = true };
    private static readonly Dictionary<string, bool> VirtualHosts = new() { ["OVERRIDE"] = true, ["INCLUDE"] = true, ["IGNORE"] = true };

    public override string Name => "envoy.filters.http.local_ratelimit";

    public override IReadOnlyList<string> Types => ["LocalRateLimit"];

    public override IReadOnlyList<string> RouteTypes => ["LocalRateLimit"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new LocalRateLimitConfig();
        }

        return Read(config);
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters) => new(name) { Settings = Read(config) };

    private static LocalRateLimitConfig Read(Message config)
    {
        var status = HttpStatusReader.Read(config.Child("status"));
        var result = new LocalRateLimitConfig
        {
            StatPrefix = config.RequiredText("stat_prefix"),
            Bucket = ReadBucket(config.Child("token_bucket")),
            EnabledPerMillion = FractionReader.ReadRuntime(config, "filter_enabled") ?? 0,
            EnforcedPerMillion = FractionReader.ReadRuntime(config, "filter_enforced") ?? 0,
            // Envoy: a status below 400 is 429.
            Status = status is >= 400 ? status.Value : 429,
            ResponseHeaders = [.. HeaderChangesReader.ReadAdded(config, "response_headers_to_add")],
            RequestHeadersWhenNotEnforced = [.. HeaderChangesReader.ReadAdded(config, "request_headers_to_add_when_not_enforced")],
            PerConnection = config.Bool("local_rate_limit_per_downstream_connection") ?? false,
            AsResourceExhausted = config.Bool("rate_limited_as_resource_exhausted") ?? false,
        };
        config.Choice("enable_x_ratelimit_headers", NoHeaders, "OFF", "DRAFT_VERSION_03");
        config.Choice("vh_rate_limits", VirtualHosts, "OVERRIDE", "INCLUDE", "IGNORE");
        config.Refuse("all requests of a route share its bucket.", "descriptors", "rate_limits");
        config.Refuse("each gateway has its own bucket.", "local_cluster_rate_limit");
        config.Skip("stage", "always_consume_default_token_bucket", "max_dynamic_descriptors");
        config.Finish();
        return result;
    }

    private static RateLimitConfig? ReadBucket(Message? bucket)
    {
        if (bucket is null)
            return null;
        var most = bucket.Count("max_tokens", 1);
        if (!bucket.Has("max_tokens"))
            bucket.Missing("max_tokens");
        var each = bucket.Count("tokens_per_fill", 1) ?? 1;
        var interval = bucket.PositiveDuration("fill_interval");
        if (!bucket.Has("fill_interval"))
            bucket.Missing("fill_interval");
        if (interval < TimeSpan.FromMilliseconds(50))
            bucket.Error("fill_interval", "less than 50 ms is not allowed, as in Envoy.");
        bucket.Finish();
        return new RateLimitConfig { MaxTokens = most ?? 1, TokensPerFill = each, FillInterval = interval ?? TimeSpan.FromSeconds(1) };
    }
}
