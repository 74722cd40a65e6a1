using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class RetryTests : IAsyncLifetime
{
    private const string ConnectionFailure = "upstream connect error or disconnect/reset before headers. reset reason: connection failure";
    private readonly RecordingBackend _alive = new("alive", "ping me ...");
    private readonly RecordingBackend _other = new("other", "ping me ...");
    private readonly ClosedPort _dead = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _alive.DisposeAsync();
        await _other.DisposeAsync();
        _dead.Dispose();
    }

    [Fact]
    public async Task ADeadReplicaFailsNoRequest()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_dead.Number, _alive.Port));
        for (var i = 0; i < 20; i++)
            Assert.Equal("ping me ...", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
        Assert.Equal(10, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry"));
        Assert.Equal(10, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry_success"));
    }

    /// <summary>docs/envoy-parity.md: the breaker's <c>max_retries</c> does not count the safe retry, and counts all others.</summary>
    [Theory]
    [InlineData("safe", 0)]
    [InlineData("connect-failure", 1)]
    public async Task TheBreakerCountsAllButTheSafeRetry(string on, int refused)
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_dead.Number, _alive.Port), "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MaxRetries=0",
            .. on == "safe" ? (string[])[] : [$"ReverseProxy:Routes:ping:Retry:On={on}"],
        ]);
        for (var i = 0; i < 2; i++)
            (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(refused, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry_overflow"));
        Assert.Equal(1 - refused, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry_success"));
    }

    [Fact]
    public async Task ABodyIsSentToAnotherHostWhenNoConnectionWasMade()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_dead.Number, _alive.Port));
        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.Client.PostAsync("/ping", new StringContent("hello"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.All(_alive.All, request => Assert.Equal("hello"u8.ToArray(), request.Body));
        Assert.Equal(4, _alive.All.Count);
    }

    [Fact]
    public async Task WithoutAnotherHost_TheFailureIsReturned()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_dead.Number));
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(ConnectionFailure, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheSettingTurnsItOff()
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_dead.Number, _alive.Port), "Edge:SafeRetry=false"]);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(2, statuses.Count(status => status == HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task ABrokenConnectionIsRetriedForASafeMethodOnce()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_alive.Port, _other.Port));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "close" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(_alive.All);
        Assert.Single(_other.All);
    }

    [Fact]
    public async Task ABrokenConnectionIsNotRetriedForAPost()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_alive.Port, _other.Port));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ping") { Headers = { { "x-backend", "close" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, _alive.All.Count + _other.All.Count);
    }

    [Fact]
    public async Task AStatusIsRetriedAsOftenAsThePolicyAllows()
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_alive.Port), "ReverseProxy:Routes:ping:Retry:On=5xx", "ReverseProxy:Routes:ping:Retry:NumRetries=2",
            "ReverseProxy:Routes:ping:Retry:BackOffBase=1ms",
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "status=503" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("body", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, _alive.All.Count);
    }

    [Fact]
    public async Task AnAttemptEndsAtThePerTryTimeout()
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_alive.Port), "ReverseProxy:Routes:ping:Retry:On=gateway-error", "ReverseProxy:Routes:ping:Retry:NumRetries=1",
            "ReverseProxy:Routes:ping:Retry:PerTryTimeout=100ms", "ReverseProxy:Routes:ping:Retry:BackOffBase=1ms",
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "stall" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("upstream request timeout", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, _alive.All.Count);
        Assert.Equal(2, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_per_try_timeout"));
    }

    [Fact]
    public async Task TheBudgetLimitsRetriesAtOnce()
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_alive.Port), "ReverseProxy:Routes:ping:Retry:On=5xx",
            "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:RetryBudgetPercent=0",
            "ReverseProxy:Clusters:ping-cluster:CircuitBreakers:MinRetryConcurrency=0",
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "status=500" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Single(_alive.All);
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry_overflow"));
    }
}
