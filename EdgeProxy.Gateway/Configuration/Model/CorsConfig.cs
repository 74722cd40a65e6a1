namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>CorsPolicy</c>.</summary>
public sealed record CorsConfig : FilterSettings
{
    /// <summary>Envoy's name of the filter.</summary>
    public const string FilterName = "envoy.filters.http.cors";

    /// <summary>The origins, whole; <c>*</c> for all.</summary>
    public ValueList<string> AllowOrigins { get; init; } = [];

    /// <summary>Further origins by prefix, suffix, part or expression (<c>allow_origin_string_match</c>); the names of the matches mean nothing.</summary>
    public ValueList<ValueMatchConfig> AllowOriginMatches { get; init; } = [];

    /// <summary>The methods; empty for none beyond the simple ones.</summary>
    public ValueList<string> AllowMethods { get; init; } = [];

    /// <summary>The request headers.</summary>
    public ValueList<string> AllowHeaders { get; init; } = [];

    /// <summary>The response headers that scripts may read.</summary>
    public ValueList<string> ExposeHeaders { get; init; } = [];

    /// <summary>How long a preflight holds.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Cookies may be sent.</summary>
    public bool AllowCredentials { get; init; }

    /// <summary>Preflights of other origins go to the service (<c>forward_not_matching_preflights</c>); else they are answered here, without what they ask for.</summary>
    public bool ForwardNotMatchingPreflights { get; init; } = true;

    /// <summary>Pages of public networks may ask for this one in a private one (<c>allow_private_network_access</c>).</summary>
    public bool AllowPrivateNetworkAccess { get; init; }
}
