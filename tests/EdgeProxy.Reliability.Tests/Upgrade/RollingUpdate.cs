using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>
/// A rollout of both services at once, as Kubernetes does it with the published settings: a new pod, its readiness, the name without the old one, the pause
/// before SIGTERM, the end within the grace period. A DNS server stands for headless Services, so that the edge sees pods come and go.
/// </summary>
public sealed class RollingUpdate
{
    private const int Enough = 500;

    [Fact]
    public async Task OfTheServicesFailsNoRequest()
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

        await toPing.MatchesAsync("a rollout of the services with the published settings");
        await toPong.MatchesAsync("a rollout of the services with the published settings");
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
