using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

/// <summary>Builds applications of test services for the orchestrator.</summary>
internal static class Scenario
{
    public const string Ping = "ping-svc";
    public const string Pong = "pong-svc";
    public const string Edge = "edge";

    /// <summary>A builder without resources.</summary>
    public static Task<IDistributedApplicationTestingBuilder> BuilderAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_Scenarios_AppHost>(args);

    /// <summary>Adds a test service that behaves as a scenario of <c>EdgeProxy.Scenarios.Service</c> says.</summary>
    public static IResourceBuilder<ProjectResource> AddService(this IDistributedApplicationBuilder builder, string name, string behaviour = "serve") =>
        builder.AddProject<Projects.EdgeProxy_Scenarios_Service>(name)
            .WithEndpoint("http", endpoint => endpoint.Port = null)
            .WithEnvironment("SCENARIO", behaviour);

    /// <summary>An edge before two replicas of each of two services, all with restart policies.</summary>
    public static async Task<RunningApplication> StartSystemAsync(int port, int adminPort, params string[] args)
    {
        var builder = await BuilderAsync(args);
        var ping = builder.AddService(Ping).WithReplicas(2).WithHttpHealthCheck("/health").WithRestartPolicy();
        var pong = builder.AddService(Pong).WithReplicas(2).WithHttpHealthCheck("/health").WithRestartPolicy();
        builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>(Edge, port, adminPort).WithReference(ping).WithReference(pong);
        builder.WithoutTelemetryExport();
        return await RunningApplication.StartAsync(builder, Ping, Pong, Edge);
    }
}
