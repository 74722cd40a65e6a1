namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>JwtProvider</c>.</summary>
public sealed record JwtProviderConfig
{
    /// <summary>The issuer; empty for any.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The audiences; empty for any.</summary>
    public ValueList<string> Audiences { get; init; } = [];

    /// <summary>The subjects; null for any.</summary>
    public ValueMatchConfig? Subjects { get; init; }

    /// <summary>Tokens must expire (<c>require_expiration</c>).</summary>
    public bool RequireExpiration { get; init; }

    /// <summary>The longest time that a token may still hold (<c>max_lifetime</c>); null for any.</summary>
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>The key set itself (<c>local_jwks</c>); null where <see cref="RemoteJwks"/> has it.</summary>
    public string? LocalJwks { get; init; }

    /// <summary>Where the key set is fetched (<c>remote_jwks.http_uri</c>).</summary>
    public HttpUriConfig? RemoteJwks { get; init; }

    /// <summary>How long fetched keys hold (<c>cache_duration</c>).</summary>
    public TimeSpan CacheDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause after a fetch that failed (<c>failed_refetch_duration</c>).</summary>
    public TimeSpan FailedRefetchDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The header with a good token goes on to the service (<c>forward</c>).</summary>
    public bool Forward { get; init; }

    /// <summary>Headers with tokens; without any place, <c>authorization</c> and the parameter <c>access_token</c>.</summary>
    public ValueList<JwtHeaderConfig> FromHeaders { get; init; } = [];

    /// <summary>Query parameters with tokens.</summary>
    public ValueList<string> FromParameters { get; init; } = [];

    /// <summary>Cookies with tokens.</summary>
    public ValueList<string> FromCookies { get; init; } = [];

    /// <summary>The header that the payload goes on in, as base64url (<c>forward_payload_header</c>); empty for none.</summary>
    public string ForwardPayloadHeader { get; init; } = "";

    /// <summary>With padding (<c>pad_forward_payload_header</c>).</summary>
    public bool PadForwardPayloadHeader { get; init; }

    /// <summary>The key of the payload in the filter's metadata; empty for none.</summary>
    public string PayloadInMetadata { get; init; } = "";

    /// <summary>The key of the token's header in the filter's metadata; empty for none.</summary>
    public string HeaderInMetadata { get; init; } = "";

    /// <summary>How far clocks may differ (<c>clock_skew_seconds</c>).</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Claims that go on in headers.</summary>
    public ValueList<JwtClaimConfig> ClaimToHeaders { get; init; } = [];

    /// <summary>The route is matched again with them (<c>clear_route_cache</c>).</summary>
    public bool ClearRouteCache { get; init; }
}
