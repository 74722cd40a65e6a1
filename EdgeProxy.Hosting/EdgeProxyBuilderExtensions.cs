using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting;
using EdgeProxy.Hosting.Edge;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds an EdgeProxy gateway to an application.</summary>
public static class EdgeProxyBuilderExtensions
{
    /// <summary>The name of the endpoint that takes the clients' requests.</summary>
    public const string HttpEndpointName = "http";

    /// <summary>The name of the endpoint of the admin port.</summary>
    public const string AdminEndpointName = "admin";

    /// <summary>
    /// Adds a gateway project as the application's edge: it listens on its ports itself, sees every replica of what it references, is started again when it crashes, is healthy when its admin
    /// port says so, and has its admin commands in the dashboard.
    /// </summary>
    /// <remarks>
    /// The projects of the application start as their built programs, and stop before the dashboard does, the edge first. <see cref="EdgeProxyHostingOptions"/> has a switch for each of these. When the
    /// application is published the resource is a project with two endpoints and a health check.
    /// </remarks>
    /// <typeparam name="TProject">The gateway's project, <c>Projects.EdgeProxy_Gateway</c> or one of your own that is made like it.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port for clients, 1 to 65535, on loopback. The default is 30000.</param>
    /// <param name="adminPort">The admin port, 1 to 65535, on loopback. The default is 9901.</param>
    /// <returns>A builder for the edge.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A port is outside its range, or both are the same.</exception>
    /// <exception cref="DistributedApplicationException">The section <c>EdgeProxy</c> of the configuration has a key that is not known.</exception>
    /// <example>
    /// <code>
    /// var builder = DistributedApplication.CreateBuilder(args);
    /// var api = builder.AddProject&lt;Projects.Api&gt;("api").WithReplicas(2).WithHttpHealthCheck("/health");
    /// builder.AddEdgeProxy&lt;Projects.EdgeProxy_Gateway&gt;("edge", port: 8080).WithReference(api);
    /// builder.Build().Run();
    /// </code>
    /// </example>
    public static IResourceBuilder<ProjectResource> AddEdgeProxy<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int port = 30000, int adminPort = 9901)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        CheckPort(port, nameof(port));
        CheckPort(adminPort, nameof(adminPort));
        ArgumentOutOfRangeException.ThrowIfEqual(adminPort, port);
        var options = builder.AddEdgeProxyHosting();
        var edge = builder.AddProject<TProject>(name)
            .WithAnnotation(new EdgeAnnotation())
            .WithEndpoint(HttpEndpointName, endpoint => endpoint.Port = port)
            .WithHttpEndpoint(port: adminPort, name: AdminEndpointName, env: "EDGE_ADMIN_PORT")
            .WithHttpHealthCheck("/ready", endpointName: AdminEndpointName)
            .WithExternalHttpEndpoints()
            // The gateway has rules of its own for x-forwarded-for, which ASP.NET's middleware would apply first.
            .DisableForwardedHeaders()
            .WithReplicaDiscovery()
            .WithRestartPolicy()
            .WithIconName("Router")
            // The list of resources has the edge's own address, port included, as its only link.
            .WithUrlForEndpoint(AdminEndpointName, url =>
            {
                url.DisplayText = "Admin";
                url.DisplayLocation = UrlDisplayLocation.DetailsOnly;
            })
            .WithAdminCommands()
            .OnResourceReady((resource, ready, cancellationToken) =>
            {
                // Not awaited: whoever waits for the edge does not wait for its services.
                _ = EdgeReadyLog.WriteAsync(resource, ready.Services);
                return Task.CompletedTask;
            });
        if (options.DirectPorts && builder.ExecutionContext.IsRunMode && !builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
            edge.WithDirectPort(HttpEndpointName, port).WithDirectPort(AdminEndpointName, adminPort);
        return edge;
    }

    /// <summary>The program listens where clients connect. The orchestrator's proxy would copy every byte once more.</summary>
    private static IResourceBuilder<ProjectResource> WithDirectPort(this IResourceBuilder<ProjectResource> edge, string endpointName, int port) =>
        edge.WithEndpoint(endpointName, endpoint =>
        {
            endpoint.IsProxied = false;
            endpoint.Port = port;
            endpoint.TargetPort = port;
        });

    private static void CheckPort(int port, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535, name);
    }
}
