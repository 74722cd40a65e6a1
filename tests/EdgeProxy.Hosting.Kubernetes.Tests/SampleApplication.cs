using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Reading;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>The application of this repository's AppHost on genuine Aspire: an edge in front of two services of two replicas.</summary>
internal static class SampleApplication
{
    /// <summary>A builder in publish mode, with nothing in it.</summary>
    public static IDistributedApplicationBuilder Empty(params string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = ["--operation", "publish", .. args],
        DisableDashboard = true,
    });

    public static IDistributedApplicationBuilder Builder(params string[] args)
    {
        var builder = Empty(args);
        builder.AddKubernetesEnvironment("k8s");
        AddResources(builder);
        return builder;
    }

    /// <summary>The resources of <c>AppHost.cs</c>.</summary>
    public static IResourceBuilder<ProjectResource> AddResources(IDistributedApplicationBuilder builder)
    {
        var ping = builder.AddProject<PingProject>("ping-svc").WithReplicas(2).WithHttpHealthCheck("/health");
        var pong = builder.AddProject<PongProject>("pong-svc").WithReplicas(2).WithHttpHealthCheck("/health");
        return builder.AddProject<EdgeProject>("edge-proxy")
            .WithEndpoint("http", endpoint => endpoint.Port = 30000)
            .WithHttpEndpoint(port: 9901, name: "admin", env: "EDGE_ADMIN_PORT")
            .WithHttpHealthCheck("/ready", endpointName: "admin")
            .WithExternalHttpEndpoints()
            .WithReference(ping)
            .WithReference(pong)
            .DisableForwardedHeaders()
            .PublishAsEdge(nodePort: 30000)
            .PublishSidecarVariant("sidecar", ping, port: 32000, adminPort: 9902);
    }

    public static Task<IReadOnlyList<PublishedFile>> PublishAsync(string profile = "full", params (string Key, string Value)[] settings) =>
        PublishAsync(Builder(), Settings([("Profile", profile), .. settings]));

    public static async Task<IReadOnlyList<PublishedFile>> PublishAsync(IDistributedApplicationBuilder builder, PublishSettings settings) =>
        Publisher.Publish(await ReadAsync(builder, settings), settings);

    public static async Task<PublishedApplication> ReadAsync(IDistributedApplicationBuilder builder, PublishSettings settings)
    {
        await using var app = builder.Build();
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        var (application, _) = await ApplicationReader.ReadAsync(
            [.. model.Resources], builder.ExecutionContext, settings, new ParameterValues(builder.Configuration), TestContext.Current.CancellationToken);
        return application;
    }

    public static PublishSettings Settings(params (string Key, string Value)[] settings) =>
        PublishSettingsReader.Read(Configuration(settings), new PublishSettings(), ["ping-svc", "pong-svc", "edge-proxy"]);

    /// <summary><c>Key=value</c> pairs with spaces between them.</summary>
    public static (string Key, string Value)[] Parse(string settings) =>
        [.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => $"Publish:{setting.Key}", setting => (string?)setting.Value))
        .Build();

    /// <summary>The path of one of this repository's projects.</summary>
    public static string ProjectFile(string name) => Path.Combine(Repository.Root, name, $"{name}.csproj");

    internal sealed class PingProject : IProjectMetadata
    {
        public string ProjectPath => ProjectFile("PingService");
    }

    private sealed class PongProject : IProjectMetadata
    {
        public string ProjectPath => ProjectFile("PongService");
    }

    /// <summary>A project without an endpoint.</summary>
    internal sealed class WorkerProject : IProjectMetadata
    {
        public string ProjectPath => ProjectFile("EdgeProxy.ServiceDefaults");
    }

    internal sealed class EdgeProject : IProjectMetadata
    {
        public string ProjectPath => ProjectFile("EdgeProxy.Gateway");
    }
}
