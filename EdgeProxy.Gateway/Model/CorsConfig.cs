namespace EdgeProxy.Gateway.Model;

/// <summary>Envoy's <c>CorsPolicy</c>.</summary>
public sealed record CorsConfig
{
    /// <summary>The origins, whole; <c>*</c> for all.</summary>
    public IReadOnlyList<string> AllowOrigins { get; init; } = [];

    /// <summary>The methods; empty for none beyond the simple ones.</summary>
    public IReadOnlyList<string> AllowMethods { get; init; } = [];

    /// <summary>The request headers.</summary>
    public IReadOnlyList<string> AllowHeaders { get; init; } = [];

    /// <summary>The response headers that scripts may read.</summary>
    public IReadOnlyList<string> ExposeHeaders { get; init; } = [];

    /// <summary>How long a preflight holds.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Cookies may be sent.</summary>
    public bool AllowCredentials { get; init; }
}
