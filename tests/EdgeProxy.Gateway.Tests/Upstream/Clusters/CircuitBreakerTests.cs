using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.Gateway.Upstream;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class CircuitBreakerTests : IAsyncLifetime
{
    private const string Overflow = "upstream connect error or disconnect/reset before headers. reset reason: overflow";
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task ARequestTooManyIsRefused()
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_backend.Port), "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MaxRequests=1"]);
        var first = SendAsync(gateway, "delay=500");
        await Eventually.HoldsAsync("the first request upstream", () => _backend.All.Count == 1);
        using var refused = await SendAsync(gateway, "");
        using var answered = await first;
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("true", refused.Headers.GetValues("x-envoy-overloaded").Single());
        Assert.Equal(Overflow, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_pending_overflow"));
    }

    [Fact]
    public async Task BeyondTheConnectionsRequestsWaitAndBeyondTheQueueTheyAreRefused()
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_backend.Port), "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MaxConnections=1",
            "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MaxPendingRequests=1",
        ]);
        var first = SendAsync(gateway, "delay=500");
        await Eventually.HoldsAsync("the first request upstream", () => _backend.All.Count == 1);
        var waiting = SendAsync(gateway, "");
        await Eventually.HoldsAsync(
            "a request that waits", async () => await gateway.StatAsync("cluster.ping-cluster.upstream_rq_pending_active") == 1);
        using var refused = await SendAsync(gateway, "");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var one = await first;
        using var two = await waiting;
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], new[] { one.StatusCode, two.StatusCode });
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_cx_total"));
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_cx_overflow"));
    }

    [Fact]
    public async Task Pending_OfClientsThatWent_LeavesNothingBehind()
    {
        var breaker = new CircuitBreaker(new CircuitBreakersConfig { MaxConnections = 1, MaxPendingRequests = 1, MaxRequests = 10 }, isHttp2: false);
        Assert.True(breaker.TryAcquire(out var first, CancellationToken.None));
        Assert.True(first.IsCompletedSuccessfully);
        for (var i = 0; i < 100; i++)
        {
            using var gone = new CancellationTokenSource();
            Assert.True(breaker.TryAcquire(out var waiting, gone.Token));
            Assert.False(breaker.TryAcquire(out _, CancellationToken.None));
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            breaker.ReleaseQueued();
        }

        Assert.Equal((1, 0), (breaker.Requests, breaker.Pending));
        Assert.True(breaker.TryAcquire(out var next, CancellationToken.None));
        breaker.Release();
        await next;
    }

    [Fact]
    public async Task APermitIsReleasedAfterwards()
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_backend.Port), "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MaxRequests=1"]);
        for (var i = 0; i < 5; i++)
        {
            using var response = await SendAsync(gateway, "");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string behaviour)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", behaviour } } };
        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
