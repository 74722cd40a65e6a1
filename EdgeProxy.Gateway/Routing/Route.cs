using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Routing;

/// <summary>A route, compiled from its configuration: everything that does not depend on the request is computed once.</summary>
internal sealed class Route
{
    public Route(RouteConfig config, VirtualHostConfig host, ConnectionManagerConfig listener, FilterSets filters, Func<string, Cluster?> findCluster)
    {
        Config = config;
        Conditions = RouteConditions.Create(config.Match);
        RequestHeaders = HeaderChanges.ForRequests([config.HeaderChanges, host.HeaderChanges, listener.HeaderChanges]);
        ResponseHeaders = HeaderChanges.ForResponses([config.HeaderChanges, host.HeaderChanges, listener.HeaderChanges]);
        RequireTls = host.RequireTls;
        FilterSet = filters.Add(host, config);
        if (config.Action is ForwardActionConfig forward)
            Forward = new ForwardRoute(forward, config.Match, host, listener, findCluster);
    }

    public RouteConfig Config { get; }

    /// <summary>What must hold beside the path; null for nothing.</summary>
    public RouteConditions? Conditions { get; }

    public HeaderChanges? RequestHeaders { get; }

    public HeaderChanges? ResponseHeaders { get; }

    public bool RequireTls { get; }

    /// <summary>The number of what is said of HTTP filters for it.</summary>
    public int FilterSet { get; }

    /// <summary>Where it forwards to; null for a redirect or a direct response.</summary>
    public ForwardRoute? Forward { get; }
}
