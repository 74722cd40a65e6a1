using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.AppHost.Tests;

/// <summary>The repository's own AppHost, started once for all tests that leave it as it is.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>The collection of those tests.</summary>
    public const string Collection = nameof(RunningSystem);

    internal const string Edge = "edge-proxy";

    private RunningApplication? _application;

    internal RunningApplication Application => _application ?? throw new InvalidOperationException("The system was not started.");

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>();
        builder.WithoutTelemetryExport();
        _application = await RunningApplication.StartAsync(builder, Edge, "ping-svc", "pong-svc");
        using var client = Client();
        await Eventually.HoldsAsync("answers of both services", async () =>
            (await client.GetAsync(new Uri("/ping", UriKind.Relative))).IsSuccessStatusCode && (await client.GetAsync(new Uri("/pong", UriKind.Relative))).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
    }

    /// <summary>A client of an endpoint of the edge.</summary>
    internal HttpClient Client(string endpoint = "http") => new() { BaseAddress = Application.AddressOf(Edge, endpoint) };
}
