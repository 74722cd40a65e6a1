using System.Net;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>
/// Rollouts as Kubernetes does them with the published settings: a new pod, its readiness, the name without the old one, the pause before SIGTERM, the end
/// within the grace period. Of the services a DNS server stands for headless Services, so that the edge sees pods come and go.
/// </summary>
public sealed class RollingUpdateTests
{
    private const int Enough = 500;

    [Fact]
    public async Task Rollout_OfTheServices_FailsNoRequest()
    {
        await using var dns = new FakeDnsServer(FreePort.Next());
        await using var ping = await StartAsync(dns, "PingService", "ping-svc", network: 2);
        await using var pong = await StartAsync(dns, "PongService", "pong-svc", network: 3);
        await using var edge = await EdgeProcess.StartAsync(
            $"Edge:Dns:Servers:0={dns.Address}", $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address={ping.Address}",
            $"ReverseProxy:Clusters:pong-cluster:Destinations:pong-svc:Address={pong.Address}");
        await using var toPing = Traffic.To(new Uri(edge.Address, "/ping"));
        await using var toPong = Traffic.To(new Uri(edge.Address, "/pong"));
        await HaveServedAsync(toPing, toPong);

        await Task.WhenAll(ping.UpdateAsync(), pong.UpdateAsync());
        await HaveServedAsync(toPing, toPong);

        await toPing.AssertServedAsync("a rollout of the services with the published settings");
        await toPong.AssertServedAsync("a rollout of the services with the published settings");
    }

    [Fact]
    public async Task Rollout_OfTheEdge_FailsNoRequest()
    {
        await using var replica = await Replica.StartAsync();
        await using var edge = new PublishedEdge(
            $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://127.0.0.1:{replica.Port}", "ReverseProxy:Clusters:ping-cluster:ConnectTimeout=3s");
        await edge.StartAsync();
        await using var http1 = Traffic.To(new Uri(edge.Address, "/ping"));
        await using var http2 = Traffic.To(new Uri(edge.Address, "/ping"), HttpVersion.Version20);
        await HaveServedAsync(http1, http2);

        await edge.UpdateAsync();
        await HaveServedAsync(http1, http2);

        await http1.AssertServedAsync("a rollout of the edge with the published settings");
        await http2.AssertServedAsync("a rollout of the edge with the published settings");
    }

    private static Task HaveServedAsync(ClosedLoopLoad toPing, ClosedLoopLoad toPong) =>
        Task.WhenAll(toPing.HasServedAsync(Enough), toPong.HasServedAsync(Enough));

    private static async Task<PublishedService> StartAsync(FakeDnsServer dns, string program, string name, int network)
    {
        var service = new PublishedService(dns, program, name, network);
        await service.StartAsync();
        return service;
    }
}
