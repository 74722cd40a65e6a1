using System.Net.Sockets;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>
/// The rule above the features: a client can never harm a host. Whatever a client sends and however it leaves, no counter of a host moves, no host is ejected, nothing
/// is retried, as long as the hosts do what they should. Outlier detection, circuit breakers and a retry budget are on, and as sensitive as they can be.
/// </summary>
public sealed class ClientsNeverHarmHostsTests : IAsyncLifetime
{
    private const int Cases = 100;
    private const int AtOnce = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_a.Port, _b.Port),
        .. new[]
        {
            "OutlierDetection:Consecutive5xx=1", "OutlierDetection:ConsecutiveGatewayFailure=1", "OutlierDetection:MaxEjectionPercent=100", "OutlierDetection:BaseEjectionTime=1h",
            "HealthyPanicThreshold=0", "ConnectTimeout=10s", "CircuitBreakers:MaxConnections=64", "CircuitBreakers:MaxPendingRequests=64", "CircuitBreakers:MaxRequests=100",
            "CircuitBreakers:RetryBudgetPercent=20", "CircuitBreakers:MinRetryConcurrency=1",
        }.Select(setting => $"ReverseProxy:Clusters:ping-cluster:{setting}"),
        "Edge:Listener:MaxRequestBodyBytes=200000", "Edge:Listener:StreamIdleTimeout=300ms", "Edge:Listener:RequestTimeout=600ms", "Edge:Listener:WebSockets=true",
        "ReverseProxy:Routes:retried:Match:Prefix=/ping/retried", "ReverseProxy:Routes:retried:Order=-1", "ReverseProxy:Routes:retried:ClusterId=ping-cluster",
        "ReverseProxy:Routes:retried:Retry:On=5xx,reset,connect-failure",
    ]);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task WhateverClientsDo_NoCounterOfAHostMovesAndHonestOnesAreServed()
    {
        Fuzz.Check(HostileRequest.Several(AtOnce), Cases, async requests =>
        {
            await Task.WhenAll(requests.Select(SendAsync));
            Assert.Equal("ping me ...", await _gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
            await AssertUnharmedAsync();
        });

        // Many of them are requests that the hosts get, whole or in part.
        Assert.InRange(_a.All.Count + _b.All.Count, 2 * Cases, int.MaxValue);
        await AssertUnharmedAsync();
    }

    /// <summary>The counters do move for a host that misbehaves: the rule is not held by counting nothing.</summary>
    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("status=500")]
    public async Task AHostThatMisbehaves_IsCounted(string behaviour)
    {
        await RawClient.SendAsync(_gateway.Address, $"POST /ping HTTP/1.1\r\nHost: h\r\nx-backend: {behaviour}\r\nContent-Length: 2\r\n\r\nhi");
        var moved = await UpstreamCounters.MovedAsync(_gateway);
        Assert.Contains(moved, line => line.Contains("rq_error", StringComparison.Ordinal));
        Assert.Contains(moved, line => line.Contains("ejections_active: 1", StringComparison.Ordinal));
    }

    private async Task AssertUnharmedAsync()
    {
        await Eventually.HoldsAsync("no request is under way", async () => await _gateway.StatAsync("http.ingress_http.downstream_rq_active") == 0);
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    private async Task SendAsync(HostileRequest request)
    {
        using var limit = new CancellationTokenSource(Patience);
        if (request.IsHttp2)
            await SendHttp2Async(request, limit.Token);
        else
            await SendHttp1Async(request, limit.Token);
    }

    private async Task SendHttp1Async(HostileRequest request, CancellationToken cancellation)
    {
        if (request.End is ClientEnd.Closes or ClientEnd.Resets)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (request.End == ClientEnd.Resets)
                socket.LingerState = new LingerOption(true, 0);
            await socket.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port, cancellation);
            await socket.SendAsync(request.ToBytes(), cancellation);
            return;
        }

        using var connection = await RawConnection.OpenAsync(_gateway.Address, cancellation);
        await connection.SendAsync(request.ToBytes(), cancellation);
        if (request.End == ClientEnd.Finishes)
            connection.FinishSending();
        // An answer or the connection's end, but not silence.
        await connection.ReadResponseAsync(request.Method == "HEAD", cancellation);
    }

    private async Task SendHttp2Async(HostileRequest request, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, cancellation);
        var body = System.Text.Encoding.Latin1.GetBytes(request.Body);
        await connection.SendHeadersAsync(1, request.ToFields(), endsStream: body.Length == 0, cancellation);
        if (body.Length > 0)
            await connection.SendAsync(new(Http2FrameType.Data, (byte)(request.End == ClientEnd.Finishes ? 1 : 0), 1, body), cancellation);
        if (request.End == ClientEnd.Resets)
            await connection.SendAsync(new(Http2FrameType.ResetStream, 0, 1, [0, 0, 0, 8]), cancellation);
        if (request.End is ClientEnd.Reads or ClientEnd.Finishes)
            await connection.ReadAsync(cancellation, Http2FrameType.Headers, Http2FrameType.ResetStream, Http2FrameType.GoAway);
    }
}
