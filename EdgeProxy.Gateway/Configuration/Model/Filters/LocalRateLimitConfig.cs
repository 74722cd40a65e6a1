namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Limits the rate of requests by a bucket of tokens (<c>envoy.filters.http.local_ratelimit</c>); a route may have one of its own.</summary>
public sealed record LocalRateLimitConfig : FilterSettings
{
    /// <summary>The beginning of the statistics' names (<c>stat_prefix</c>).</summary>
    public string StatPrefix { get; init; } = "";

    /// <summary>The bucket; null for no limit.</summary>
    public RateLimitConfig? Bucket { get; init; }

    /// <summary>How many requests of a million take a token (<c>filter_enabled</c>).</summary>
    public int EnabledPerMillion { get; init; }

    /// <summary>How many of a million of those without a token are refused (<c>filter_enforced</c>).</summary>
    public int EnforcedPerMillion { get; init; }

    /// <summary>The status of a refusal, 400 or more.</summary>
    public int Status { get; init; } = 429;

    /// <summary>Headers of a refusal (<c>response_headers_to_add</c>).</summary>
    public ValueList<HeaderValueConfig> ResponseHeaders { get; init; } = [];

    /// <summary>Headers of a request without a token that passes (<c>request_headers_to_add_when_not_enforced</c>).</summary>
    public ValueList<HeaderValueConfig> RequestHeadersWhenNotEnforced { get; init; } = [];

    /// <summary>Each client's connection has a bucket of its own (<c>local_rate_limit_per_downstream_connection</c>).</summary>
    public bool PerConnection { get; init; }

    /// <summary>gRPC callers get RESOURCE_EXHAUSTED instead of UNAVAILABLE (<c>rate_limited_as_resource_exhausted</c>).</summary>
    public bool AsResourceExhausted { get; init; }
}
