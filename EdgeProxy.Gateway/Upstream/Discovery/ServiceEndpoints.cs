using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Service discovery by configuration, as Aspire provides it: <c>services:ping-svc:http:0</c>, <c>:1</c> and so on are the addresses of a
/// service. An endpoint whose host is such a service, or its Kubernetes name (<c>ping-svc.default.svc.cluster.local</c>), becomes those
/// addresses; any other is left to DNS. So one configuration is right on a laptop and in a cluster.
/// <para>
/// A service that the replicas file (<see cref="ReplicasFileProvider"/>) names is taken from there alone. One without an address has no host:
/// its requests are answered 503, and it is not looked up in DNS.
/// </para>
/// </summary>
internal static class ServiceEndpoints
{
    private static readonly string[] KubernetesZones = [".svc", ".svc.cluster.local"];

    /// <summary>Replaces the endpoints that are discovered services.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="configuration">Where the services are listed.</param>
    /// <param name="errors">Takes what is wrong with the replicas file.</param>
    public static GatewayConfig Apply(GatewayConfig config, IConfiguration configuration, List<ConfigError> errors)
    {
        var services = Read(configuration, errors);
        return services.Count == 0 ? config : config with { Clusters = [.. config.Clusters.Select(cluster => Apply(cluster, services))] };
    }

    /// <summary>An address as Aspire writes it, with a scheme or without; null for anything else.</summary>
    public static Uri? Parse(string? text) =>
        text is { Length: > 0 } && Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var address)
            ? address
            : null;

    /// <summary>The addresses of each service by the name of the endpoint, in the order of the configuration.</summary>
    private static Dictionary<string, IReadOnlyList<(string Endpoint, string[] Addresses)>> Read(IConfiguration configuration, List<ConfigError> errors)
    {
        var services = new Dictionary<string, IReadOnlyList<(string, string[])>>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in ConfigTree.Read(configuration, "services").Find("services")?.Children ?? [])
            services[service.Key] = [.. service.Children.Select(endpoint => (endpoint.Key, Addresses(endpoint)))];
        foreach (var file in (configuration as IConfigurationRoot)?.Providers.OfType<ReplicasFileProvider>() ?? [])
        {
            var replicas = file.Current;
            if (replicas.Error is { } error)
                errors.Add(error);
            foreach (var (service, endpoints) in replicas.Services)
                services[service] = [.. endpoints.Select(endpoint => (endpoint.Key, endpoint.Value))];
        }

        return services;
    }

    private static string[] Addresses(ConfigNode endpoint) => [.. endpoint.Children.Select(node => node.Value).Append(endpoint.Value).OfType<string>()];

    private static ClusterConfig Apply(ClusterConfig cluster, Dictionary<string, IReadOnlyList<(string Endpoint, string[] Addresses)>> services)
    {
        if (!cluster.Endpoints.Any(endpoint => Find(endpoint, services) is not null))
            return cluster;
        return cluster with
        {
            Discovery = ClusterDiscovery.StrictDns,
            Endpoints = [.. cluster.Endpoints.SelectMany(endpoint => Expand(endpoint, cluster, services))],
        };
    }

    private static IEnumerable<EndpointConfig> Expand(
        EndpointConfig endpoint, ClusterConfig cluster, Dictionary<string, IReadOnlyList<(string Endpoint, string[] Addresses)>> services)
    {
        if (Find(endpoint, services) is not { } service)
            return [endpoint];
        var schemes = cluster.Tls is null ? new[] { "http", "https" } : ["https", "http"];
        var named = schemes.Select(scheme => service.FirstOrDefault(one => one.Endpoint.Equals(scheme, StringComparison.OrdinalIgnoreCase)));
        var addresses = named.Concat(service).FirstOrDefault(one => one.Addresses is { Length: > 0 }).Addresses ?? [];
        return addresses.Select(Parse).OfType<Uri>().Select(address => endpoint with { Address = address.IdnHost, Port = address.Port });
    }

    private static IReadOnlyList<(string Endpoint, string[] Addresses)>? Find(
        EndpointConfig endpoint, Dictionary<string, IReadOnlyList<(string Endpoint, string[] Addresses)>> services) =>
        services.GetValueOrDefault(endpoint.Address)
            ?? (KubernetesService(endpoint.Address) is { } name ? services.GetValueOrDefault(name) : null);

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
}
