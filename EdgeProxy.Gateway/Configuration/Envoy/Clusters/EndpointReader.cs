using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The hosts of a cluster: <c>load_assignment</c>, or version 2's <c>hosts</c>.</summary>
internal static class EndpointReader
{
    private static readonly Dictionary<string, bool> HealthStatuses = new() { ["UNKNOWN"] = true, ["HEALTHY"] = true };

    public static ValueList<EndpointConfig> Read(Message cluster) => [.. ReadAll(cluster)];

    private static IEnumerable<EndpointConfig> ReadAll(Message cluster) => cluster.OneOf(false, "load_assignment", "hosts") switch
    {
        "hosts" => cluster.Children("hosts").Select(host => AddressReader.Read(host, upstream: true)).OfType<SocketAddressConfig>()
            .Select(address => new EndpointConfig(address.Address, address.Port)),
        "load_assignment" when cluster.Child("load_assignment") is { } assignment => ReadAssignment(assignment),
        _ => [],
    };

    private static List<EndpointConfig> ReadAssignment(Message assignment)
    {
        assignment.Skip("cluster_name");
        var endpoints = new List<EndpointConfig>();
        foreach (var locality in assignment.Children("endpoints"))
            endpoints.AddRange(ReadLocality(locality));
        if (assignment.Child("policy") is { } policy)
        {
            policy.Refuse("no request is dropped on purpose.", "drop_overloads");
            policy.Ignore("there are neither priorities nor stale endpoints.", "overprovisioning_factor", "endpoint_stale_after", "weighted_priority_health");
            policy.Finish();
        }

        assignment.Refuse("endpoints stand where they are used.", "named_endpoints");
        assignment.Finish();
        return endpoints;
    }

    private static List<EndpointConfig> ReadLocality(Message locality)
    {
        var endpoints = locality.Children("lb_endpoints").Select(ReadEndpoint).OfType<EndpointConfig>().ToList();
        if (locality.Integer("priority", 0, 128) > 0)
            locality.Error("priority", "a priority other than 0 is not supported: every host is used.");
        locality.Ignore("without locality-aware balancing it has no effect, in Envoy too.", "locality", "load_balancing_weight", "proximity");
        locality.Refuse("endpoints stand where they are used.", "leds_cluster_locality_config", "load_balancer_endpoints");
        locality.Skip("metadata");
        locality.Finish();
        return endpoints;
    }

    private static EndpointConfig? ReadEndpoint(Message entry)
    {
        entry.Choice("health_status", HealthStatuses, "UNKNOWN", "HEALTHY", "UNHEALTHY", "DRAINING", "TIMEOUT", "DEGRADED");
        var weight = entry.Count("load_balancing_weight", 1) ?? 1;
        entry.Refuse("endpoints stand where they are used.", "endpoint_name");
        entry.Skip("metadata");
        EndpointConfig? result = null;
        if (entry.RequiredChild("endpoint") is { } endpoint)
        {
            if (AddressReader.Read(endpoint.RequiredChild("address"), upstream: true) is { } address)
                result = new EndpointConfig(address.Address, address.Port) { Weight = weight, HealthCheckPort = ReadHealthCheckPort(endpoint) };
            endpoint.Refuse("the Host of a health check is its 'host'; 'auto_host_rewrite' takes the address.", "hostname");
            endpoint.Refuse("a host has one address.", "additional_addresses");
            endpoint.Finish();
        }

        entry.Finish();
        return result;
    }

    private static int? ReadHealthCheckPort(Message endpoint)
    {
        if (endpoint.Child("health_check_config") is not { } config)
            return null;
        var port = (int?)config.Integer("port_value", 0, 65535);
        config.RefuseTrue("'health_checks' of the cluster are for all its hosts.", "disable_active_health_check");
        config.Refuse("the Host of a health check is its 'host'; its address is the host's own.", "hostname", "address");
        config.Finish();
        return port > 0 ? port : null;
    }
}
