using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing;
using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Output;
using EdgeProxy.Hosting.Publishing.Settings;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Tests.Publishing;

/// <summary>The application of this repository's AppHost, as a model: an edge before two services of two replicas.</summary>
internal static class SampleApplication
{
    public static DistributedApplicationModel Model()
    {
        var ping = Service("ping-svc", port: 5101);
        var pong = Service("pong-svc", port: 5102);
        var edge = new ProjectResource("edge-proxy");
        edge.Annotations.Add(new SampleProject(edge.Name));
        edge.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", port: 30000, isExternal: true));
        edge.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", "admin", 9901, isExternal: true) { TargetPortEnvironmentVariable = "EDGE_ADMIN_PORT" });
        edge.Annotations.Add(new HttpHealthCheckAnnotation("/ready", 200, "admin"));
        edge.Annotations.Add(new EndpointReferenceAnnotation(ping));
        edge.Annotations.Add(new EndpointReferenceAnnotation(pong));
        edge.Annotations.Add(new PublishedEdgeAnnotation(30000, "admin"));
        edge.Annotations.Add(new SidecarVariantAnnotation("sidecar", ping, 32000, 9902));
        return new DistributedApplicationModel([ping, pong, edge, new KubernetesEnvironmentResource("k8s")]);
    }

    public static IReadOnlyList<PublishedFile> Publish(string? profile = null, params (string Key, string Value)[] settings)
    {
        var model = Model();
        var read = Settings(profile, settings);
        return Publisher.Publish(ApplicationReader.Read(model, read), read);
    }

    public static PublishSettings Settings(string? profile, params (string Key, string Value)[] settings) =>
        PublishSettingsReader.Read(Configuration(settings), profile, ["ping-svc", "pong-svc", "edge-proxy"]);

    /// <summary><c>Key=value</c> pairs with spaces between them.</summary>
    public static (string Key, string Value)[] Parse(string settings) =>
        [.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    public static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => $"Publish:{setting.Key}", setting => (string?)setting.Value))
        .Build();

    private static ProjectResource Service(string name, int port)
    {
        var service = new ProjectResource(name);
        service.Annotations.Add(new SampleProject(name));
        service.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", port: port));
        service.Annotations.Add(new ReplicaAnnotation(2));
        service.Annotations.Add(new HttpHealthCheckAnnotation("/health", 200, null));
        return service;
    }

    private sealed class SampleProject(string name) : IProjectMetadata
    {
        public string ProjectPath => $"/src/{name}.csproj";
    }
}
