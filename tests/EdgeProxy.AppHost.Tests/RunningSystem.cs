using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests;

/// <summary>The repository's own AppHost, run for one test class.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private DistributedApplication? _app;

    internal DistributedApplication App => _app ?? throw new InvalidOperationException("The system is not started.");

    internal Uri Edge => App.GetEndpoint("edge-proxy", "http");

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>();
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        foreach (var name in new[] { "edge-proxy", "ping-svc", "pong-svc" })
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        using var client = _app.CreateHttpClient("edge-proxy", "http");
        await Eventually.HoldsAsync("both clusters' hosts", async () =>
            (await client.GetAsync(new Uri("/ping", UriKind.Relative))).IsSuccessStatusCode && (await client.GetAsync(new Uri("/pong", UriKind.Relative))).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    /// <summary>Every replica of a resource as it is now.</summary>
    internal async Task<IReadOnlyList<ResourceEvent>> ReplicasOfAsync(string resource)
    {
        var replicas = new Dictionary<string, ResourceEvent>();
        using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            await foreach (var change in App.ResourceNotifications.WatchAsync(given.Token))
                replicas[change.ResourceId] = change;
        }
        catch (OperationCanceledException)
        {
            // What is there was read.
        }

        return [.. replicas.Values.Where(replica => replica.Resource.Name == resource)];
    }
}
