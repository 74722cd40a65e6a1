namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>VirtualHost</c>.</summary>
public sealed record VirtualHostConfig
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The hosts it serves: exact (<c>www.example.com</c>), suffix (<c>*.example.com</c>), prefix (<c>www.*</c>) or <c>*</c>, compared without
    /// case, tried in that order, the longest wildcard first.
    /// </summary>
    public ValueList<string> Domains { get; init; } = ["*"];

    /// <summary>
    /// Domains are compared as YARP's <c>Match:Hosts</c> are: one without a port means any port, and the dot of the root zone counts for nothing. False, the default,
    /// compares the whole Host, as Envoy does.
    /// </summary>
    public bool MatchesAnyPort { get; init; }

    /// <summary>The routes; the first that matches wins.</summary>
    public ValueList<RouteConfig> Routes { get; init; } = [];

    /// <summary>Redirects requests that came without TLS to https (<c>require_tls: ALL</c>).</summary>
    public bool RequireTls { get; init; }

    /// <summary>Header changes of every route in it, made after the route's own.</summary>
    public HeaderChangesConfig HeaderChanges { get; init; } = HeaderChangesConfig.None;

    /// <summary>The retry policy of the routes that have none; null for the gateway's default.</summary>
    public RetryPolicyConfig? RetryPolicy { get; init; }

    /// <summary>What its routes say of HTTP filters where they say nothing themselves.</summary>
    public ValueList<RouteFilterConfig> Filters { get; init; } = [];

    /// <summary>Where copies of requests go of routes that do not say so; null for the listener's.</summary>
    public ValueList<MirrorConfig>? Mirrors { get; init; }
}
