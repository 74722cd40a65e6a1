using System.Diagnostics;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>Two replicas behind the edge, killed or halted under load.</summary>
public sealed class ReplicaFaultTests : IAsyncLifetime
{
    private const int Enough = 2_000;
    private static readonly string[] Routes = ["ping", "pong", "default"];
    private static readonly string[] ShortRouteTimeout = [.. Routes.Select(route => $"ReverseProxy:Routes:{route}:Timeout=1s")];
    private readonly List<Replica> _replicas = [];

    public async ValueTask InitializeAsync() => _replicas.AddRange(await Task.WhenAll(Replica.StartAsync(), Replica.StartAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task OneIsKilledAndNoRequestFails()
    {
        await using var edge = await StartAsync();
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(Enough);

        _replicas[0].Send(Signals.Kill);
        await load.HasServedAsync(Enough);
        await _replicas[0].RestartAsync();
        await load.HasServedAsync(Enough);

        await load.AssertServedAsync("one replica is killed and comes back");
    }

    [Fact]
    public async Task AllAreKilledAndAreServedAgainOnceOneIsBack()
    {
        await using var edge = await StartAsync();
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(Enough);

        _replicas.ForEach(replica => replica.Send(Signals.Kill));
        await Eventually.HoldsAsync("failures", () => load.Failures.Count > 0);
        await _replicas[1].RestartAsync();
        var watch = Stopwatch.StartNew();
        await load.RecoversAsync(1);
        Figures.Report($"served again {watch.Elapsed.TotalMilliseconds:0} ms after a replica was healthy");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await load.RecoversAsync();

        await load.AssertFailuresAsync("all replicas are killed, one comes back", Traffic.ConnectionFailure, Traffic.RemoteReset, Traffic.ConnectionTermination);
    }

    [Fact]
    public async Task OneIsHaltedAndItsRequestsEndAtTheRouteTimeout()
    {
        await using var edge = await StartAsync(ShortRouteTimeout);
        await using var load = await HaltOneAsync(edge);

        Assert.InRange(load.Longest, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(3));
        await load.AssertFailuresAsync("one replica is halted", Traffic.RequestTimeout);
    }

    [Fact]
    public async Task OneIsHaltedAndAPerTryTimeoutFailsNoRequest()
    {
        await using var edge = await StartAsync([.. Routes.SelectMany(route => (string[])
        [
            $"ReverseProxy:Routes:{route}:Retry:On=gateway-error", $"ReverseProxy:Routes:{route}:Retry:PerTryTimeout=250ms",
            $"ReverseProxy:Routes:{route}:Retry:OtherHostOnly=true",
        ])]);
        await using var load = await HaltOneAsync(edge);

        await load.AssertServedAsync("the same with a per-try timeout and a retry on another host");
    }

    [Fact]
    public async Task OneIsHaltedAndOutlierDetectionTakesItOut()
    {
        await using var edge = await StartAsync(
            [.. ShortRouteTimeout, "ReverseProxy:Clusters:ping-cluster:OutlierDetection:ConsecutiveGatewayFailure=5", "ReverseProxy:Clusters:ping-cluster:OutlierDetection:BaseEjectionTime=30s"]);
        await using var load = await HaltOneAsync(edge);
        Assert.InRange(load.Failures.Values.Sum(), 5, Traffic.Connections * 2);

        await load.AssertFailuresAsync("the same with outlier detection", Traffic.RequestTimeout);
    }

    [Fact]
    public async Task OneIsHaltedAndHealthChecksTakeItOut()
    {
        const string Check = "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active";
        await using var edge = await StartAsync(
        [
            .. ShortRouteTimeout, $"{Check}:Enabled=true", $"{Check}:Path=/health", $"{Check}:Interval=200ms", $"{Check}:Timeout=200ms", $"{Check}:UnhealthyThreshold=2", $"{Check}:HealthyThreshold=1",
        ]);
        await using var load = await HaltOneAsync(edge);
        Assert.InRange(load.Failures.Values.Sum(), 1, Traffic.Connections * 2);

        await load.AssertFailuresAsync("the same with health checks", Traffic.RequestTimeout);
    }

    private Task<EdgeProcess> StartAsync(params string[] settings) => EdgeProcess.StartAsync(_replicas.Select(replica => replica.Port), settings);

    /// <summary>Halts a replica under load until much was served without it, then lets it go on.</summary>
    private async Task<ClosedLoopLoad> HaltOneAsync(EdgeProcess edge)
    {
        var load = Traffic.To(new Uri(edge.Address, "/ping"));
        await load.HasServedAsync(Enough);
        _replicas[0].Send(Signals.Stop);
        try
        {
            // Twice the route timeout: what was sent to the halted one has ended, and what follows shows what is done about it.
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            await load.RecoversAsync(Traffic.Connections);
        }
        finally
        {
            _replicas[0].Send(Signals.Continue);
        }

        await load.RecoversAsync(Enough);
        return load;
    }
}
