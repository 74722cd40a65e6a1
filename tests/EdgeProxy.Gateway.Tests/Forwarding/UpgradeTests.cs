using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>Upgrades to WebSockets, accepted and refused, over both protocols of the client.</summary>
public sealed class UpgradeTests : IAsyncLifetime
{
    private const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _log = Path.GetTempFileName();
    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private TestGateway _gateway = null!;

    private int UpstreamPort => ((IPEndPoint)_upstream.LocalEndpoint).Port;

    public async ValueTask InitializeAsync()
    {
        _upstream.Start();
        _gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_backend.Port), "Edge:Listener:WebSockets=true",
            "ReverseProxy:Clusters:ws:Destinations:a:Address=http://127.0.0.1:" + UpstreamPort.ToString(CultureInfo.InvariantCulture),
            "ReverseProxy:Clusters:ws:OutlierDetection:Consecutive5xx=1", "ReverseProxy:Clusters:ws:HealthyPanicThreshold=0",
            "ReverseProxy:Routes:ws:Order=-2", "ReverseProxy:Routes:ws:Match:Prefix=/ws", "ReverseProxy:Routes:ws:ClusterId=ws",
            "ReverseProxy:Routes:direct:Order=-1", "ReverseProxy:Routes:direct:Match:Prefix=/direct", "ReverseProxy:Routes:direct:DirectResponse:Body=D",
            "ReverseProxy:Routes:teapot:Order=-1", "ReverseProxy:Routes:teapot:Match:Prefix=/teapot", "ReverseProxy:Routes:teapot:DirectResponse:Status=418",
            $"Edge:AccessLog:Path={_log}", "Edge:AccessLog:Format=%REQ(:PATH)% %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT%\n",
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
        _upstream.Dispose();
        File.Delete(_log);
    }

    [Theory]
    [InlineData("status=200")]
    [InlineData("status=404")]
    [InlineData("chunked")]
    public async Task Upgrade_ThatTheHostDeclines_LeavesTheConnectionUsable(string behaviour)
    {
        using var connection = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        var request = $"GET /ping HTTP/1.1\r\nHost: h\r\n{Upgrade}x-backend: {behaviour}\r\n\r\n";
        await SendAsync(connection, request + "GET /pong HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.NotEqual(101, (await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Status);
        Assert.Equal("ping me ...", (await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
        await SendAsync(connection, request);
        Assert.NotEqual(0, (await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Status);
        await SendAsync(connection, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
        Assert.Equal("ping me ...", (await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tunnel_IsLoggedWithItsBytes(bool clientEnds)
    {
        using (var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken))
        {
            await SendAsync(client, $"GET /ws HTTP/1.1\r\nHost: h\r\n{Upgrade}\r\n");
            using var upstream = await AcceptAsync();
            Assert.Equal(101, (await client.ReadHeadAsync(TestContext.Current.CancellationToken)).Status);
            await SendAsync(client, "0123456789");
            Assert.Equal("0123456789", await ReadAsync(upstream, 10));
            await upstream.SendAsync(new byte[30], TestContext.Current.CancellationToken);
            Assert.NotNull(await client.ReadExactlyAsync(30, TestContext.Current.CancellationToken));
            if (!clientEnds)
            {
                upstream.Dispose();
                Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
            }
        }

        var line = await LogAsync();
        Assert.Matches(clientEnds ? "^/ws 101 (DC|-) 10 30$" : "^/ws 101 - 10 30$", line);
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway, "ws"));
    }

    [Fact]
    public async Task ExtendedConnect_PassesEndStreamBothWays()
    {
        using var client = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await client.SendHeadersAsync(1, Connect("/ws"), endsStream: false, TestContext.Current.CancellationToken);
        using var upstream = await AcceptAsync();
        Assert.Equal(0x88, (await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers))!.Payload[0]);
        await client.SendAsync(new(Http2FrameType.Data, 1, 1, "last words"u8.ToArray()), TestContext.Current.CancellationToken);
        Assert.Equal("last words", await ReadAsync(upstream, 10));
        // The client's END_STREAM is a FIN here, and what the host still says passes.
        Assert.Equal("", await ReadAsync(upstream, 1));
        await upstream.SendAsync("answer"u8.ToArray(), TestContext.Current.CancellationToken);
        upstream.Shutdown(SocketShutdown.Both);
        var data = "";
        while (true)
        {
            var frame = await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Data);
            data += Encoding.ASCII.GetString(frame!.Payload);
            if ((frame.Flags & 1) != 0)
                break;
        }

        Assert.Equal("answer", data);
        Assert.Equal("/ws 200 - 10 6", await LogAsync());
    }

    [Fact]
    public async Task ExtendedConnect_WithAKeyOfItsOwn_IsUpgradedAllTheSame()
    {
        using var client = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await client.SendHeadersAsync(1, [.. Connect("/ws"), ("sec-websocket-key", "b3duIGtleSBvZiBtaW5lIQ==")], endsStream: false, TestContext.Current.CancellationToken);
        using var upstream = await AcceptAsync();
        Assert.Equal(0x88, (await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers))!.Payload[0]);
    }

    [Theory]
    [InlineData("/direct", "88", "D", "/direct 200 - 0 1")]
    [InlineData("/teapot", "4803343138", "", "/teapot 418 - 0 0")]
    [InlineData("/ping", "4803353033", "upstream connect error or disconnect/reset before headers. reset reason: protocol error", "/ping 503 UPE 0 87")]
    public async Task ExtendedConnect_ThatIsAnsweredOtherwise_IsLoggedAsItIsSent(string path, string status, string body, string line)
    {
        using var client = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await client.SendHeadersAsync(1, Connect(path), endsStream: false, TestContext.Current.CancellationToken);
        var head = await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers);
        Assert.StartsWith(status, Convert.ToHexString(head!.Payload), StringComparison.Ordinal);
        if (body.Length > 0)
            Assert.Equal(body, Encoding.ASCII.GetString((await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Data))!.Payload));
        await client.SendAsync(new(Http2FrameType.Data, 1, 1, []), TestContext.Current.CancellationToken);
        Assert.Equal(line, await LogAsync());
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Connection: Upgrade\r\nUpgrade: h2c\r\n")]
    public async Task SwitchingProtocols_WithoutAnUpgrade_NeverReachesAClient(string headers)
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await SendAsync(client, $"GET /ws HTTP/1.1\r\nHost: h\r\n{headers}\r\n");
        using var upstream = await AcceptAsync();
        var answer = await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
        Assert.Equal((503, "upstream connect error or disconnect/reset before headers. reset reason: protocol error"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("get")]
    public async Task Upgrade_OfAnotherMethodThanGet_IsRefused(string method) =>
        Assert.Equal(403, (await RawClient.SendAsync(_gateway.Address, $"{method} /ws HTTP/1.1\r\nHost: h\r\n{Upgrade}\r\n")).Status);

    private static (string, string)[] Connect(string path) =>
    [
        (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":path", path), (":authority", "h"), ("sec-websocket-version", "13"),
    ];

    private static Task SendAsync(RawConnection connection, string text) => connection.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        var received = 0;
        while (received < count && await socket.ReceiveAsync(bytes.AsMemory(received), TestContext.Current.CancellationToken) is > 0 and var more)
            received += more;
        return Encoding.ASCII.GetString(bytes, 0, received);
    }

    /// <summary>Takes a connection of the gateway and agrees to the upgrade.</summary>
    private async Task<Socket> AcceptAsync()
    {
        var socket = await _upstream.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head += await ReadAsync(socket, 1);
        var keys = head.Split("\r\n").Where(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase)).ToList();
#pragma warning disable CA5350 // RFC 6455, 4.2.2 asks for SHA-1.
        var accept = keys.Count == 1 ? Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(Encoding.ASCII.GetBytes(keys[0].Split(": ")[1] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))) : "none";
#pragma warning restore CA5350
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        return socket;
    }

    private async Task<string> LogAsync()
    {
        var lines = Array.Empty<string>();
        await Eventually.HoldsAsync("the line in the log", async () =>
        {
            lines = (await File.ReadAllTextAsync(_log, TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines.Length > 0;
        });
        return Assert.Single(lines);
    }
}
