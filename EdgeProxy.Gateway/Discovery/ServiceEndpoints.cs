using EdgeProxy.Gateway.Configuration;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Discovery;

/// <summary>
/// Service discovery by configuration, as Aspire hands it out: <c>services:ping-svc:http:0</c>, <c>:1</c> and so on are the addresses of a
/// service. An endpoint whose host is such a service, or its Kubernetes name (<c>ping-svc.default.svc.cluster.local</c>), becomes those
/// addresses; any other is left to DNS. So one configuration is right on a laptop and in a cluster.
/// </summary>
internal static class ServiceEndpoints
{
    private static readonly string[] KubernetesZones = [".svc", ".svc.cluster.local"];

    public static GatewayConfig Apply(GatewayConfig config, IConfiguration configuration)
    {
        var services = ConfigTree.Read(configuration, "services").Find("services");
        if (services is null || services.Children.Count == 0)
            return config;
        return config with { Clusters = [.. config.Clusters.Select(cluster => Apply(cluster, services))] };
    }

    private static ClusterConfig Apply(ClusterConfig cluster, ConfigNode services)
    {
        if (!cluster.Endpoints.Any(endpoint => Find(endpoint, services) is not null))
            return cluster;
        return cluster with
        {
            Discovery = ClusterDiscovery.StrictDns,
            Endpoints = new ValueList<EndpointConfig>([.. cluster.Endpoints.SelectMany(endpoint => Expand(endpoint, cluster, services))]),
        };
    }

    private static IEnumerable<EndpointConfig> Expand(EndpointConfig endpoint, ClusterConfig cluster, ConfigNode services)
    {
        if (Find(endpoint, services) is not { } service)
            return [endpoint];
        var schemes = cluster.Tls is null ? new[] { "http", "https" } : ["https", "http"];
        var addresses = schemes.Select(service.Find).FirstOrDefault(node => node is { IsEmpty: false }) ?? service.Children.First();
        return addresses.Children.Select(node => node.Value).Append(addresses.Value).OfType<string>()
            .Select(Parse).OfType<Uri>()
            .Select(address => endpoint with { Address = address.IdnHost, Port = address.Port });
    }

    private static ConfigNode? Find(EndpointConfig endpoint, ConfigNode services) =>
        services.Find(endpoint.Address) ?? (KubernetesService(endpoint.Address) is { } name ? services.Find(name) : null);

    /// <summary>The service's name in <c>SERVICE.NAMESPACE.svc</c>, with or without the cluster's domain.</summary>
    private static string? KubernetesService(string address)
    {
        foreach (var zone in KubernetesZones)
        {
            if (address.EndsWith(zone, StringComparison.OrdinalIgnoreCase) && address[..^zone.Length].Split('.') is [var service, _])
                return service;
        }

        return null;
    }

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address) ? address : null;
}
