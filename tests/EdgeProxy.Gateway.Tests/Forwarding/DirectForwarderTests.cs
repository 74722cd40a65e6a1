using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>The direct forwarder between a client and a host that are both sockets: every byte counts.</summary>
public sealed class DirectForwarderTests : IAsyncLifetime
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _limit.CancelAfter(Patience);
        _upstream.Start();
        _gateway = await TestGateway.StartAsync(
            "Edge:Forwarder=Direct", $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://127.0.0.1:{((IPEndPoint)_upstream.LocalEndpoint).Port}",
            "ReverseProxy:Clusters:ping-cluster:ConnectTimeout=10s");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _upstream.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Request_ReachesTheHostByteForByteInOneSend()
    {
        using var client = await SendAsync("PUT /ping/%41%2f?a=b HTTP/1.1\r\nhost: A..b:99999\r\nX-Odd_Name: \u00e4 'x'\r\nContent-Length: 5\r\nx-request-id: id\r\nConnection: x-gone\r\nX-Gone: 1\r\n\r\nhello");
        using var host = await AcceptAsync();
        var bytes = new byte[4096];
        var request = Encoding.Latin1.GetString(bytes, 0, await host.ReceiveAsync(bytes));
        Assert.StartsWith("PUT /ping/%41%2f?a=b HTTP/1.1\r\nHost: A..b:99999\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Odd_Name: \u00e4 'x'\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 5\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("x-gone", request, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\nhello", request, StringComparison.Ordinal);
        await AnswerAsync(host, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
    }

    [Fact]
    public async Task Body_OfUnknownLength_IsSentInChunksAsItComes()
    {
        using var client = await SendAsync("POST /ping HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n");
        using var host = await AcceptAsync();
        Assert.EndsWith("3\r\nabc\r\n", await ReadUntilAsync(host, "abc\r\n"), StringComparison.Ordinal);
        await client.SendAsync("2\r\nde\r\n0\r\nTrailer: x\r\n\r\n"u8.ToArray(), _limit.Token);
        Assert.Equal("2\r\nde\r\n0\r\n\r\n", await ReadUntilAsync(host, "0\r\n\r\n"));
        await AnswerAsync(host, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
    }

    [Fact]
    public async Task Chunks_OfAnAnswer_PassAsTheyAreButForExtensionsAndTrailers()
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "\r\n\r\n");
        await AnswerAsync(host, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n04\r\ndefg\r\n0\r\nX-Trailer: 1\r\n\r\n");
        var head = await client.ReadHeadAsync(_limit.Token);
        Assert.Equal(["chunked"], head.Headers.All("transfer-encoding"));
        Assert.Equal("3\r\nabc\r\n04\r\ndefg\r\n0\r\n\r\n", Encoding.Latin1.GetString((await client.ReadExactlyAsync(23, _limit.Token))!));
        await AssertReusedAsync(client, host);
    }

    /// <summary>What ends with the connection is framed anew.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nbody")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nbody")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")]
    public async Task Body_OfAHostThatCloses_ReachesTheClient(string answer)
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using (var host = await AcceptAsync())
        {
            await ReadUntilAsync(host, "\r\n\r\n");
            await AnswerAsync(host, answer);
        }

        var got = await ReadAsync(client);
        Assert.Equal((200, "body", true), (got.Status, got.Text, got.Complete));
        await AssertServedOnANewConnectionAsync(client);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, "5")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, null)]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\n\r\n", 200, null)]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, null)]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: x\r\n\r\n", 304, null)]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "0")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, null)]
    public async Task Answer_WithoutABody_LeavesTheConnectionToTheNextRequest(string method, string answer, int status, string? length)
    {
        using var client = await SendAsync($"{method} /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "\r\n\r\n");
        await AnswerAsync(host, answer);
        var got = await client.ReadResponseAsync(toHead: method == "HEAD", _limit.Token);
        Assert.Equal((status, "", true), (got.Status, got.Text, got.Complete));
        if (status != 304)
            Assert.Equal(length, got.Headers.Find("content-length"));
        await AssertReusedAsync(client, host);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task Connection_WithSomethingLeftOver_IsNotUsedAgain(string answer)
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "\r\n\r\n");
        await AnswerAsync(host, answer);
        var got = await ReadAsync(client);
        Assert.Equal(answer.Contains(" 200 ", StringComparison.Ordinal) ? "ok" : "", got.Text);
        await AssertServedOnANewConnectionAsync(client);
    }

    /// <summary>A request that may not be sent twice would be lost on it.</summary>
    [Fact]
    public async Task Connection_ThatTheHostClosedWhileItWaited_IsNeverTaken()
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        for (var round = 0; round < 50; round++)
        {
            using (var host = await AcceptAsync())
            {
                await ReadUntilAsync(host, "\r\n\r\n");
                await AnswerAsync(host, Ok);
                Assert.Equal("ok", (await ReadAsync(client)).Text);
            }

            await client.SendAsync("POST /ping HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), _limit.Token);
        }

        using var last = await AcceptAsync();
        await ReadUntilAsync(last, "\r\n\r\n");
        await AnswerAsync(last, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 0\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n z\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX : y\r\n\r\n")]
    public async Task Answer_ThatBreaksTheRules_IsAProtocolErrorAndEndsTheConnection(string answer)
    {
        using var client = await SendAsync("POST /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "\r\n\r\n");
        await AnswerAsync(host, answer);
        var got = await ReadAsync(client);
        Assert.Equal((503, "upstream connect error or disconnect/reset before headers. reset reason: protocol error"), (got.Status, got.Text));
        Assert.Equal("", await ReadUntilAsync(host, "\n"));
        Assert.Equal(1, await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_rx_reset"));
        await AssertServedOnANewConnectionAsync(client);
    }

    /// <summary>The part before it may be with the client already: the answer breaks off, and the client sees that it did.</summary>
    [Theory]
    [InlineData("4\r\nbody\r\n", "zz\r\n")]
    [InlineData("4\r\nbody\r\n", "4\nbody")]
    [InlineData("4\r\nbody\r\n", "0\r\nX : y\r\n\r\n")]
    [InlineData("4\r\nbody\r\n", "")]
    public async Task Chunks_ThatAreWrong_BreakTheAnswerOff(string good, string bad)
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using (var host = await AcceptAsync())
        {
            await ReadUntilAsync(host, "\r\n\r\n");
            await AnswerAsync(host, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + good);
            var head = await client.ReadHeadAsync(_limit.Token);
            Assert.Equal(200, head.Status);
            Assert.Equal("body", await client.ReadChunkAsync(_limit.Token));
            await AnswerAsync(host, bad);
        }

        Assert.NotEqual(ConnectionEnd.Open, await client.WaitForEndAsync(TimeSpan.FromSeconds(10), _limit.Token));
    }

    /// <summary>RFC 9110, 15.2: a proxy passes 1xx on, but for 100, which the gateway answers itself.</summary>
    [Fact]
    public async Task InterimAnswers_ReachAClientOfHttp11()
    {
        using var client = await SendAsync("POST /ping HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        using var host = await AcceptAsync();
        Assert.DoesNotContain("\r\nexpect:", await ReadUntilAsync(host, "\r\n\r\n"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(100, (await client.ReadHeadAsync(_limit.Token)).Status);
        await AnswerAsync(host, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nConnection: x\r\nX: y\r\nKeep-Alive: 5\r\n\r\n");
        var hints = await client.ReadHeadAsync(_limit.Token);
        Assert.Equal((103, "</a.css>; rel=preload"), (hints.Status, hints.Headers.Find("link")));
        Assert.Single(hints.Headers);
        await AnswerAsync(host, "HTTP/1.1 102 Processing\r\n\r\n");
        Assert.Equal(102, (await client.ReadHeadAsync(_limit.Token)).Status);
        await client.SendAsync("hello"u8.ToArray(), _limit.Token);
        Assert.Equal("hello", await ReadUntilAsync(host, "hello"));
        await AnswerAsync(host, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
        await AssertReusedAsync(client, host);
    }

    /// <summary>The server offers no means to write them in HTTP/2. Trailers it does.</summary>
    [Fact]
    public async Task Answer_OverHttp2_HasItsTrailersAndNoInterimAnswers()
    {
        using var handler = new SocketsHttpHandler();
        using var http2 = new HttpClient(handler) { BaseAddress = _gateway.Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var request = http2.GetAsync("/ping", _limit.Token);
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "\r\n\r\n");
        await AnswerAsync(host, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x\r\nbody\r\n0\r\ngrpc-status: 7\r\n\r\n");
        using var answer = await request;
        Assert.Equal("body", await answer.Content.ReadAsStringAsync(_limit.Token));
        Assert.Equal(["7"], answer.TrailingHeaders.GetValues("grpc-status"));
        Assert.False(answer.Headers.Contains("link"));
    }

    /// <summary>Both directions at once, until both have ended.</summary>
    [Fact]
    public async Task Success_ThatComesBeforeTheBody_PassesAtOnceWhileTheUploadGoesOn()
    {
        using var client = await SendAsync("POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello");
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, "hello");
        await AnswerAsync(host, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nearly\r\n");
        Assert.Equal(200, (await client.ReadHeadAsync(_limit.Token)).Status);
        Assert.Equal("early", await client.ReadChunkAsync(_limit.Token));
        await AnswerAsync(host, "0\r\n\r\n");
        Assert.Equal("", await client.ReadChunkAsync(_limit.Token));
        await client.SendAsync("world"u8.ToArray(), _limit.Token);
        Assert.Equal("world", await ReadUntilAsync(host, "world"));
        await AssertReusedAsync(client, host);
    }

    [Fact]
    public async Task Headers_OfTheSameName_ArriveInOrderAndThoseOfTheHostsConnectionDoNot()
    {
        using var client = await SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n");
        using var host = await AcceptAsync();
        for (var round = 0; round < 2; round++)
        {
            await ReadUntilAsync(host, "\r\n\r\n");
            var more = string.Concat(Enumerable.Range(0, 40).Select(number => $"X-{number % 20}: {number}\r\n"));
            await AnswerAsync(host, $"HTTP/1.1 200 Fine by me\r\nServer: x\r\nSet-Cookie: a={round}\r\nset-cookie: b\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nX-\u0041scii: \u00e4\r\n{more}Content-Length: 0\r\n\r\n");
            var got = await ReadAsync(client);
            Assert.Equal([$"a={round}", "b"], got.Headers.All("set-cookie"));
            Assert.Equal(["edge-proxy"], got.Headers.All("server"));
            Assert.Equal("\u00e4", got.Headers.Find("x-ascii"));
            Assert.Equal(["3", "23"], got.Headers.All("x-3"));
            Assert.Empty(got.Headers.All("x-hop").Concat(got.Headers.All("keep-alive")).Concat(got.Headers.All("connection")));
            if (round == 0)
                await client.SendAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), _limit.Token);
        }
    }

    /// <summary>A client that goes takes its connection to the host with it.</summary>
    [Theory]
    [InlineData("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n", "")]
    [InlineData("POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello", "")]
    [InlineData("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")]
    public async Task Client_ThatGoes_EndsTheConnectionToTheHost(string request, string answer)
    {
        using var client = await SendAsync(request);
        using var host = await AcceptAsync();
        await ReadUntilAsync(host, request.EndsWith("hello", StringComparison.Ordinal) ? "hello" : "\r\n\r\n");
        await AnswerAsync(host, answer);
        client.Dispose();
        Assert.Equal("", await ReadUntilAsync(host, "\n"));
        await Eventually.HoldsAsync("no active request", async () => await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_active") == 0);
        Assert.Equal(0, await _gateway.StatAsync("cluster.ping-cluster.upstream_cx_active"));
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    private async Task<string> ReadUntilAsync(Socket socket, string end)
    {
        var text = new StringBuilder();
        var bytes = new byte[1];
        try
        {
            while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await socket.ReceiveAsync(bytes, _limit.Token) > 0)
                text.Append((char)bytes[0]);
        }
        catch (SocketException)
        {
            // It was reset, which is an end too.
        }

        return text.ToString();
    }

    private async Task AnswerAsync(Socket host, string text) => await host.SendAsync(Encoding.Latin1.GetBytes(text), _limit.Token);

    private Task<ObservedResponse> ReadAsync(RawConnection client) => client.ReadResponseAsync(toHead: false, _limit.Token);

    /// <summary>The next request comes on the same connection.</summary>
    private async Task AssertReusedAsync(RawConnection client, Socket host)
    {
        await client.SendAsync("GET /ping/again HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), _limit.Token);
        Assert.StartsWith("GET /ping/again HTTP/1.1\r\n", await ReadUntilAsync(host, "\r\n\r\n"), StringComparison.Ordinal);
        await AnswerAsync(host, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
    }

    private async Task AssertServedOnANewConnectionAsync(RawConnection client)
    {
        await client.SendAsync("GET /ping/again HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), _limit.Token);
        using var host = await AcceptAsync();
        Assert.StartsWith("GET /ping/again HTTP/1.1\r\n", await ReadUntilAsync(host, "\r\n\r\n"), StringComparison.Ordinal);
        await AnswerAsync(host, Ok);
        Assert.Equal("ok", (await ReadAsync(client)).Text);
    }

    private async Task<RawConnection> SendAsync(string request)
    {
        var client = await RawConnection.OpenAsync(_gateway.Address, _limit.Token);
        await client.SendAsync(Encoding.Latin1.GetBytes(request), _limit.Token);
        return client;
    }

    private async Task<Socket> AcceptAsync() => await _upstream.AcceptSocketAsync(_limit.Token);
}
