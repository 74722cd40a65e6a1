using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class HealthCheckTests : IAsyncLifetime
{
    private static readonly string[] Check =
    [
        "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Path=/health", "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Interval=50ms",
        "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:UnhealthyThreshold=2",
        "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:HealthyThreshold=1", "ReverseProxy:Clusters:ping-cluster:HealthyPanicThreshold=0",
    ];

    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task AHostThatFailsGetsNoRequestsUntilItPasses()
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_a.Port, _b.Port), .. Check]);
        await HealthyAsync(gateway, 2);
        await _b.StopAsync();
        await HealthyAsync(gateway, 1);
        Assert.Contains("/failed_active_hc", await gateway.GetAdminAsync("/clusters"), StringComparison.Ordinal);
        for (var i = 0; i < 6; i++)
            (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(0, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry"));
        await _b.StartAsync();
        await HealthyAsync(gateway, 2);
    }

    [Fact]
    public async Task WithoutAHealthyHost_RequestsGet503()
    {
        using var closed = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(closed.Number), .. Check]);
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("no healthy upstream", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task InPanicEveryHostIsUsed()
    {
        using var closed = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(closed.Number), .. Check, "ReverseProxy:Clusters:ping-cluster:HealthyPanicThreshold=50"]);
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        Assert.EndsWith("connection failure", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQueryIsPartOfTheProbe()
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_a.Port), .. Check, "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Query=?deep=true"]);
        await HealthyAsync(gateway, 1);
        Assert.All(_a.All, request => Assert.Equal("/health?deep=true", request.Target));
    }

    [Fact]
    public async Task AConnectionIsEnoughForTcp()
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_a.Port), .. Check, "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Kind=Tcp"]);
        await HealthyAsync(gateway, 1);
        Assert.Empty(_a.All);
    }

    /// <summary><c>grpc.health.v1.Health/Check</c>: the status in the answer decides, 1 being SERVING and 2 NOT_SERVING.</summary>
    [Fact]
    public async Task GrpcProbe_FollowsTheStatusOfTheService()
    {
        byte status = 1;
        // Longer than a length of one byte, in the frame as in the message, can say.
        var service = new string('a', 300);
        var paths = new ConcurrentBag<string>();
        var requests = new ConcurrentBag<byte[]>();
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, async context =>
        {
            paths.Add(context.Request.Path);
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            requests.Add(body.ToArray());
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, 2, 0x08, status]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(backend.Port), .. Check, "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2",
            "ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Kind=Grpc",
            $"ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:GrpcService={service}",
        ]);
        await HealthyAsync(gateway, 1);
        status = 2;
        await HealthyAsync(gateway, 0);
        status = 1;
        await HealthyAsync(gateway, 1);
        Assert.Equal("/grpc.health.v1.Health/Check", Assert.Single(paths.Distinct()));
        Assert.All(requests, request => Assert.Equal([0, 0, 0, 0x01, 0x2F, 0x0A, 0xAC, 0x02, .. Encoding.ASCII.GetBytes(service)], request));
    }

    private static Task HealthyAsync(TestGateway gateway, int count) => Eventually.HoldsAsync(
        $"{count} healthy hosts", async () => await gateway.StatAsync("cluster.ping-cluster.membership_healthy") == count);
}
