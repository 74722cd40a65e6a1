using System.Diagnostics;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>
/// A rollout of a service as Kubernetes does it with the published settings: a new pod, its readiness, the name without the old one, the pause before
/// SIGTERM, the end within the grace period. A DNS server stands for a headless Service, so that the edge sees pods come and go.
/// </summary>
public sealed class RollingUpdate
{
    private const string Name = "ping-svc.default.svc.cluster.local";
    private const int Enough = 500;

    [Fact]
    public async Task OfAServiceFailsNoRequest()
    {
        var published = PublishedPod.Read("ping-svc");
        Assert.Equal((1, 0), (published.Surge, published.Unavailable));
        await using var dns = new FakeDnsServer(FreePort.Next());
        var port = FreePort.Next();
        await using var old = await PodAsync("127.0.0.2", port, published);
        await using var other = await PodAsync("127.0.0.3", port, published);
        dns.Answer(Name, "127.0.0.2", "127.0.0.3");
        await using var edge = await EdgeProcess.StartAsync(
            $"Edge:Dns:Servers:0={dns.Address}", $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://{Name}:{port}",
            $"ReverseProxy:Clusters:pong-cluster:Destinations:pong-svc:Address=http://{Name}:{port}");
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(Enough);

        await using var first = await PodAsync("127.0.0.4", port, published);
        dns.Answer(Name, "127.0.0.4", "127.0.0.3");
        var firstEnd = await EndAsync(old, published);
        await using var second = await PodAsync("127.0.0.5", port, published);
        dns.Answer(Name, "127.0.0.4", "127.0.0.5");
        var secondEnd = await EndAsync(other, published);
        await load.HasServedAsync(Enough);

        Assert.All([firstEnd, secondEnd], took => Assert.InRange(took, published.Pause, published.Grace));
        await load.MatchesAsync("a rollout of a service with the published settings");
    }

    private static async Task<ServerProcess> PodAsync(string address, int port, PublishedPod published)
    {
        var pod = ServerProcess.Start("PingService", address, port);
        await pod.AnswersAsync(new Uri($"http://{address}:{port}{published.ReadyPath}"));
        return pod;
    }

    /// <summary>Ends a pod that the name no longer has.</summary>
    /// <returns>How long that took.</returns>
    private static async Task<TimeSpan> EndAsync(ServerProcess pod, PublishedPod published)
    {
        var watch = Stopwatch.StartNew();
        // preStop: the very pause that is published.
        await Task.Delay(published.Pause, TestContext.Current.CancellationToken);
        pod.Send(Signals.Terminate);
        Assert.Equal(0, await pod.ExitCodeAsync());
        return watch.Elapsed;
    }
}
