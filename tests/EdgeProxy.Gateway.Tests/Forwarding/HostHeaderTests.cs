using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>A Host that is valid by RFC 3986 reaches the upstream byte for byte; all others are 400. Neither is ever a fault of a host.</summary>
public sealed class HostHeaderTests : IAsyncLifetime
{
    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");
    private TestGateway _gateway = null!;

    public static TheoryData<string> Valid =>
    [
        "", "a", "A.Example", "a:99999", "a:65536", "a:080", "a:", "a..b", ".a", "a.", ".", "...", "!", "~", "(a)", "a'b", "a&b", "a$b", "a!b", "a~b:1", "a*b", "a+b",
        "a,b", "a;b", "a=b", "a_b", "-", "a%20b", "%41%zz"[..3], "1.2.3.999", "[::1]", "[::]", "[1:2:3:4:5:6:7:8]", "[1::8]:80", "[::ffff:1.2.3.4]", "[fe80::1]:99999",
        "[v1.a:b]", "[vF.!]:1", new string('x', 300), string.Join('.', Enumerable.Repeat("label", 100)),
    ];

    public static TheoryData<string> Invalid =>
    [
        "a b", "a/b", "a?b", "a#b", "a@b", "user:pass@a", "a:b", "a:8x", "a:-1", ":", ":80", "a:1:2", "a%", "a%2", "a%zz", "<a>", "\"a\"", "a\\b", "a^b", "a`b", "a{b}", "a|b",
        "[", "]", "[]", "[::1", "::1", "[::1]80", "[::1]:8x", "[1:2]", "[1:2:3]", "[.:.]", "[:::]", "[::g]", "[12345::1]", "[::1.2.3.999]", "[::1.2.3]", "[1:2:3:4:5:6:7:8:9]",
        "[1::2::3]", "[fe80::1%25eth0]", "[v.a]", "[v1.]", "[v1.a", "[a]", "a,b@c", "é", "a\u00a0b",
    ];

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_a.Port, _b.Port), "ReverseProxy:Clusters:ping-cluster:OutlierDetection:Consecutive5xx=1",
        "ReverseProxy:Clusters:ping-cluster:OutlierDetection:MaxEjectionPercent=100", "ReverseProxy:Clusters:ping-cluster:HealthyPanicThreshold=0",
    ]);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Host_ThatIsValid_ReachesTheUpstreamByteForByte(string host)
    {
        var answer = await SendAsync($"GET /ping HTTP/1.1\r\nHost: {host}\r\nx-after: 1\r\n\r\n");
        Assert.Equal(200, answer.Status);
        var seen = _a.All.Concat(_b.All).Single();
        Assert.Equal([host], seen.Headers.All("host"));
        Assert.Equal("1", seen.Headers.Find("x-after"));
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task AbsoluteForm_WithAValidAuthority_DecidesOverTheHost(string host)
    {
        // An http URI has a host (RFC 9110, 4.2.1).
        var answer = await SendAsync($"GET http://{host}/ping?a HTTP/1.1\r\nHost: other*\r\n\r\n");
        Assert.Equal(host.Length == 0 ? 400 : 200, answer.Status);
        if (host.Length == 0)
            return;
        var seen = _a.All.Concat(_b.All).Single();
        Assert.Equal(("/ping?a", host), (seen.Target, seen.Headers.Find("host")));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Host_ThatIsNotValid_IsRefusedWith400(string host)
    {
        var answer = await SendAsync($"GET /ping HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Assert.Equal((400, "edge-proxy", "close"), (answer.Status, answer.Headers.Find("server"), answer.Headers.Find("connection")));
        Assert.Empty(_a.All.Concat(_b.All));
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    /// <summary>Kestrel resets what it takes for no authority; the rest is judged as over HTTP/1.1. No host is the worse for it.</summary>
    [Theory]
    [MemberData(nameof(Valid))]
    [MemberData(nameof(Invalid))]
    public async Task Authority_OverHttp2_NeverCountsAgainstAHost(string host)
    {
        using var connection = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await connection.SendRequestAsync(
            1, [(":method", "GET"), (":scheme", "http"), (":path", "/ping"), (":authority", host)], TestContext.Current.CancellationToken);
        var frame = await connection.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers, Http2FrameType.ResetStream);
        Assert.NotNull(frame);
        var seen = _a.All.Concat(_b.All).ToList();
        if (seen.Count > 0)
            Assert.Equal(host, seen.Single().Headers.Find("host"));
        if (!Valid.Any(row => row.Data == host))
            Assert.Empty(seen);
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    [Fact]
    public async Task Host_ThatNeedsAnOverride_KeepsBodiesAndConnections()
    {
        using var connection = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        foreach (var host in new[] { "a*b", "plain", "", "a:99999" })
        {
            await connection.SendAsync(
                Encoding.Latin1.GetBytes($"POST /ping HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nx-backend: echo\r\n\r\nhello"), TestContext.Current.CancellationToken);
            Assert.Equal("hello", (await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
        }

        Assert.Equal(["", "a*b", "a:99999", "plain"], _a.All.Concat(_b.All).Select(request => request.Headers.Find("host")!).Order(StringComparer.Ordinal));
    }

    private async Task<ObservedResponse> SendAsync(string request)
    {
        using var connection = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await connection.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        return await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
    }
}
