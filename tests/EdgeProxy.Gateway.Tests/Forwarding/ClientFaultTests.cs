using System.Net.Sockets;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>Whatever a client did wrong is never counted against a host: no error, no ejection, no retry, whatever the protocol.</summary>
public sealed class ClientFaultTests : IAsyncLifetime
{
    private const int Repeats = 10;
    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_a.Port, _b.Port),
        "ReverseProxy:Clusters:ping-cluster:OutlierDetection:Consecutive5xx=2",
        "ReverseProxy:Clusters:ping-cluster:OutlierDetection:ConsecutiveGatewayFailure=2",
        "ReverseProxy:Clusters:ping-cluster:OutlierDetection:MaxEjectionPercent=100",
        "ReverseProxy:Clusters:ping-cluster:OutlierDetection:BaseEjectionTime=1h",
        "ReverseProxy:Clusters:ping-cluster:HealthyPanicThreshold=0",
        "Edge:Listener:MaxRequestBodyBytes=200000",
        "Edge:Listener:StreamIdleTimeout=400ms",
        "ReverseProxy:Routes:retried:Match:Prefix=/ping/retried",
        "ReverseProxy:Routes:retried:Order=-1",
        "ReverseProxy:Routes:retried:ClusterId=ping-cluster",
        "ReverseProxy:Routes:retried:Retry:On=5xx,reset,connect-failure",
    ]);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n", 400)]
    [InlineData("Transfer-Encoding: chunked", "1\r\na\r\nzz\r\n", 400)]
    [InlineData("Content-Length: 300000", "aaa", 413)]
    [InlineData("Transfer-Encoding: chunked", "30000\r\nBODY\r\n30000\r\nBODY\r\n", 413)]
    [InlineData("Content-Length: 10", "aaaaa", 408)]
    [InlineData("Transfer-Encoding: chunked", "5\r\naaaaa", 408)]
    public async Task Body_ThatIsWrongOrStalls_IsTheClientsFault(string framing, string body, int status)
    {
        foreach (var target in new[] { "/ping", "/ping/retried" })
        {
            await Task.WhenAll(Enumerable.Range(0, Repeats).Select(async _ =>
            {
                using var connection = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
                await SendAsync(connection, $"POST {target} HTTP/1.1\r\nHost: h\r\n{framing}\r\n\r\n{body.Replace("BODY", new string('a', 0x30000), StringComparison.Ordinal)}");
                var answer = await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
                Assert.Equal((status, "edge-proxy", "close"), (answer.Status, answer.Headers.Find("server"), answer.Headers.Find("connection")));
            }));
        }

        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("Content-Length: 10", 5)]
    [InlineData("Content-Length: 150000", 60000)]
    [InlineData("Content-Length: 10\r\nExpect: 100-continue", 0)]
    [InlineData("Transfer-Encoding: chunked", 0)]
    public async Task Connection_ThatIsResetWithinTheBody_IsTheClientsFault(string framing, int sent)
    {
        for (var i = 0; i < 2 * Repeats; i++)
        {
            using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port, TestContext.Current.CancellationToken);
            await client.SendAsync(
                Encoding.Latin1.GetBytes($"POST /ping HTTP/1.1\r\nHost: h\r\nx-number: {i}\r\n{framing}\r\n\r\n{new string('a', sent)}"), TestContext.Current.CancellationToken);
            if (i % 2 == 0)
                await Eventually.HoldsAsync("the upstream has the head", () => _a.All.Concat(_b.All).Any(request => request.Headers.Find("x-number") == $"{i}"));
        }

        await Eventually.HoldsAsync("no request is under way", async () => await _gateway.StatAsync("http.ingress_http.downstream_rq_active") == 0);
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("GET /ping HTTP/1.1\r\nHost: h\r\nx-backend: stall\r\n\r\n")]
    [InlineData("GET /ping HTTP/1.1\r\nHost: h\r\nx-backend: head-then-stall\r\n\r\n")]
    public async Task Connection_ThatIsClosedWhileTheHostWorks_IsTheClientsFault(string request)
    {
        for (var i = 0; i < Repeats; i++)
        {
            using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port, TestContext.Current.CancellationToken);
            await client.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync("the upstream has it", () => _a.All.Count + _b.All.Count > i);
        }

        await Eventually.HoldsAsync("no request is under way", async () => await _gateway.StatAsync("http.ingress_http.downstream_rq_active") == 0);
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("reset at once")]
    [InlineData("reset")]
    [InlineData("stall")]
    [InlineData("too long")]
    [InlineData("shorter than its length")]
    [InlineData("no body but a length")]
    [InlineData("control character")]
    [InlineData("no authority")]
    public async Task Http2Stream_ThatIsWrong_IsTheClientsFault(string fault)
    {
        for (var i = 0; i < Repeats; i++)
        {
            using var connection = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
            await Http2RequestAsync(connection, fault);
            if (fault == "reset")
            {
                await Eventually.HoldsAsync("the upstream has the head", () => _a.All.Count + _b.All.Count > i);
                await connection.SendAsync(new(Http2FrameType.ResetStream, 0, 1, [0, 0, 0, 8]), TestContext.Current.CancellationToken);
            }

            if (fault is "reset" or "reset at once")
                continue;
            var end = await connection.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers, Http2FrameType.ResetStream, Http2FrameType.GoAway);
            Assert.NotNull(end);
        }

        if (fault is "no authority" or "control character" or "no body but a length")
            Assert.Empty(_a.All.Concat(_b.All));

        await Eventually.HoldsAsync("no request is under way", async () => await _gateway.StatAsync("http.ingress_http.downstream_rq_active") == 0);
        await AssertUnharmedAsync();
    }

    private static async Task Http2RequestAsync(Http2Connection connection, string fault)
    {
        var cancellation = TestContext.Current.CancellationToken;
        List<(string, string)> headers = [(":method", "POST"), (":scheme", "http"), (":path", "/ping"), (":authority", "h")];
        switch (fault)
        {
            case "no body but a length":
                await connection.SendRequestAsync(1, [.. headers, ("content-length", "5")], cancellation);
                return;
            case "control character":
                await connection.SendRequestAsync(1, [.. headers, ("x-odd", "a\u0001b")], cancellation);
                return;
            case "no authority":
                await connection.SendRequestAsync(1, headers[..3], cancellation);
                return;
        }

        if (fault == "shorter than its length")
            headers.Add(("content-length", "10"));
        await connection.SendHeadersAsync(1, headers, endsStream: false, cancellation);
        await connection.SendAsync(new(Http2FrameType.Data, 0, 1, new byte[5]), cancellation);
        if (fault == "reset at once")
            await connection.SendAsync(new(Http2FrameType.ResetStream, 0, 1, [0, 0, 0, 8]), cancellation);
        if (fault == "shorter than its length")
            await connection.SendAsync(new(Http2FrameType.Data, 1, 1, []), cancellation);
        for (var sent = 0; fault == "too long" && sent < 300_000; sent += 16_000)
            await connection.SendAsync(new(Http2FrameType.Data, 0, 1, new byte[16_000]), cancellation);
    }

    private static Task SendAsync(RawConnection connection, string text) => connection.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    private async Task AssertUnharmedAsync()
    {
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
        Assert.Equal("ping me ...", await _gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
    }
}
