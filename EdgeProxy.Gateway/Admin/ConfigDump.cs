using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>
/// The messages of Envoy's <c>/config_dump</c> (envoy.admin.v3), without secrets. What only the gateway has, such as its rate limit, is not in them:
/// <c>/gateway_config</c> shows it.
/// </summary>
internal sealed class ConfigDump(GatewaySnapshot snapshot, ListenerStore listeners, ClusterStore clusters)
{
    private readonly GatewayConfig _config = Redaction.Apply(snapshot.Config);

    private string LastUpdated => snapshot.AppliedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The messages in Envoy's order, each with the fields that it may have.</summary>
    /// <param name="isWanted">Which resources are wanted, by name.</param>
    /// <param name="includeEndpoints">Adds the hosts that the clusters have now (<c>include_eds</c>).</param>
    public IEnumerable<ConfigDumpPart> Parts(Func<string, bool> isWanted, bool includeEndpoints)
    {
        var admin = Address(listeners.Admin);
        yield return new("BootstrapConfigDump", "", [], ["bootstrap", "last_updated"], new JsonObject
        {
            ["bootstrap"] = EnvoyListenerJson.Bootstrap(_config, Address, admin),
            ["last_updated"] = LastUpdated,
        });
        yield return new(
            "ClustersConfigDump", "StaticCluster", ["static_clusters", "dynamic_active_clusters", "dynamic_warming_clusters"], ["version_info"],
            Resources("static_clusters", _config.Clusters.Where(cluster => isWanted(cluster.Name)).Select(cluster =>
                Resource("cluster", EnvoyClusterJson.Type, EnvoyClusterJson.Write(cluster)))));
        if (includeEndpoints)
        {
            yield return new(
                "EndpointsConfigDump", "StaticEndpointConfig", ["static_endpoint_configs", "dynamic_endpoint_configs"], [],
                Resources("static_endpoint_configs", clusters.All.Where(cluster => isWanted(cluster.Name)).Select(Endpoints)));
        }

        yield return new(
            "ListenersConfigDump", "StaticListener", ["static_listeners", "dynamic_listeners"], ["version_info"],
            Resources("static_listeners", _config.Listeners.Where(listener => isWanted(listener.Name)).Select(listener =>
                Resource("listener", EnvoyListenerJson.Type, EnvoyListenerJson.Write(listener, Address(listener))))));
        yield return new(
            "RoutesConfigDump", "StaticRouteConfig", ["static_route_configs", "dynamic_route_configs"], [],
            Resources("static_route_configs", _config.ConnectionManagers().Where(manager => isWanted(manager.RouteConfigName)).Select(manager =>
                Resource("route_config", EnvoyRouteJson.Type, EnvoyRouteJson.Write(manager)))));
        yield return new(
            "ScopedRoutesConfigDump", "InlineScopedRouteConfigs", ["inline_scoped_route_configs", "dynamic_scoped_route_configs"], [], []);
        yield return new(
            "SecretsConfigDump", "StaticSecret", ["static_secrets", "dynamic_active_secrets", "dynamic_warming_secrets"], [], []);
    }

    private static SocketAddressConfig Address(System.Net.IPEndPoint? address) =>
        address is null ? new("0.0.0.0", 0) : new(address.Address.ToString(), address.Port);

    /// <summary>The first address that a listener is bound to.</summary>
    private SocketAddressConfig Address(ListenerConfig listener) =>
        Address(listeners.Listeners.Where(open => open.Name == listener.Name).Select(open => open.Address).FirstOrDefault());

    private static JsonObject Resources(string field, IEnumerable<JsonObject> resources)
    {
        var list = new JsonArray([.. resources]);
        return list.Count == 0 ? [] : new JsonObject { [field] = list };
    }

    private JsonObject Resource(string field, string type, JsonObject message) => new() { [field] = Proto.Any(type, message), ["last_updated"] = LastUpdated };

    private JsonObject Endpoints(Cluster cluster) => Resource(
        "endpoint_config",
        "envoy.config.endpoint.v3.ClusterLoadAssignment",
        EnvoyClusterJson.LoadAssignment(cluster.Name, cluster.Hosts.All.Select(host => (host.Address.Address.ToString(), host.Address.Port, host.Endpoint))));
}
