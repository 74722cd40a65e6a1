using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>A host that answers before it has read the request's body, and closes or does not: the client gets the answer, and the host is not to blame.</summary>
/// <param name="forwarder">What forwards.</param>
public abstract class EarlyAnswerTests(string forwarder) : IAsyncLifetime
{
    private const string Refused = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nX-Early: 1\r\nConnection: close\r\n\r\nbig";
    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private TestGateway _gateway = null!;

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _upstream.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(100_000, 0, "closes")]
    [InlineData(100_000, 100_000, "closes")]
    [InlineData(1_000_000, 10_000, "closes")]
    [InlineData(20_000_000, 20_000_000, "closes")]
    [InlineData(20_000_000, 0, "finishes")]
    [InlineData(20_000_000, 20_000_000, "finishes")]
    [InlineData(20_000_000, 20_000_000, "stays")]
    [InlineData(1_000_000, 10, "stays")]
    [InlineData(1_000_000, 10, "resets")]
    [InlineData(20_000_000, 20_000_000, "resets")]
    public async Task Refusal_OfABodyThatIsStillSent_ReachesTheClientAtOnce(int length, int sent, string then)
    {
        for (var i = 0; i < 3; i++)
        {
            using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
            var upload = UploadAsync(client, length, sent);
            using var host = await AcceptAsync();
            await host.SendAsync(Encoding.ASCII.GetBytes(Refused), TestContext.Current.CancellationToken);
            End(host, then);
            var answer = await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
            Assert.Equal((413, "big", "1"), (answer.Status, answer.Text, answer.Headers.Find("x-early")));
            if (sent < length)
                Assert.Equal("close", answer.Headers.Find("connection"));
            Assert.Equal("edge-proxy", answer.Headers.Find("server"));
            client.Dispose();
            await upload;
        }

        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
        Assert.Equal(3, await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_4xx"));
    }

    [Fact]
    public async Task Refusal_OnAConnectionThatWasUsedBefore_ReachesTheClientAtOnce()
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
        using var host = await AcceptAsync();
        await ReadAsync(host, 5);
        await host.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("ok", (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\nhello");
        await ReadHeadAsync(host);
        await host.SendAsync(Encoding.ASCII.GetBytes(Refused), TestContext.Current.CancellationToken);
        var answer = await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
        Assert.Equal((413, "big"), (answer.Status, answer.Text));
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    [Fact]
    public async Task Refusal_AfterAnInterimAnswer_ReachesTheClientInPieces()
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        using var host = await AcceptAsync();
        foreach (var letter in "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Refused)
            await host.SendAsync(new[] { (byte)letter }, TestContext.Current.CancellationToken);
        Assert.Equal("big", (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task Refusal_OverHttp2_ReachesTheClientAtOnce()
    {
        using var client = await Http2Connection.OpenAsync(_gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await client.SendHeadersAsync(1, [(":method", "POST"), (":scheme", "http"), (":path", "/ping"), (":authority", "h")], endsStream: false, TestContext.Current.CancellationToken);
        await client.SendAsync(new(Http2FrameType.Data, 0, 1, new byte[5]), TestContext.Current.CancellationToken);
        using var host = await AcceptAsync();
        await host.SendAsync(Encoding.ASCII.GetBytes(Refused), TestContext.Current.CancellationToken);
        var head = await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers);
        Assert.StartsWith("4803343133", Convert.ToHexString(head!.Payload), StringComparison.Ordinal);
        Assert.Equal("big", Encoding.ASCII.GetString((await client.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Data))!.Payload));
    }

    [Fact]
    public async Task Success_ThatComesEarly_LetsTheUploadGoOn()
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n");
        using var host = await AcceptAsync();
        await host.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nearly\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await client.SendAsync(new byte[200_000], TestContext.Current.CancellationToken);
        await ReadAsync(host, 200_000);
        await host.SendAsync("4\r\nlate\r\n0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("earlylate", (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
        await ReadHeadAsync(host);
        await ReadAsync(host, 2);
        await host.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("ok", (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task Success_OfAHostThatCloses_ReachesTheClient()
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        await SendAsync(client, "POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\nhello");
        using var host = await AcceptAsync();
        await host.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray(), TestContext.Current.CancellationToken);
        End(host, "closes");
        Assert.Equal("ok", (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Text);
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    /// <summary>A host that hangs up without an answer is at fault, upload or not.</summary>
    [Theory]
    [InlineData("closes")]
    [InlineData("resets")]
    public async Task NoAnswer_OfAHostThatHangsUpWithinTheUpload_IsItsFault(string then)
    {
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        var upload = UploadAsync(client, 20_000_000, 20_000_000);
        using (var host = await AcceptAsync())
            End(host, then);
        Assert.Equal(503, (await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken)).Status);
        client.Dispose();
        await upload;
        Assert.Contains(await UpstreamCounters.MovedAsync(_gateway), line => line.Contains("rq_error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusal_OverTls_ReachesTheClientAtOnce()
    {
        await _gateway.DisposeAsync();
        await StartAsync("https");
        using var certificate = Certificate();
        using var client = await RawConnection.OpenAsync(_gateway.Address, TestContext.Current.CancellationToken);
        var upload = UploadAsync(client, 20_000_000, 20_000_000);
        using var socket = await _upstream.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, TestContext.Current.CancellationToken);
        await ReadHeadAsync(tls);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(Refused), TestContext.Current.CancellationToken);
        var answer = await client.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
        Assert.Equal((413, "big"), (answer.Status, answer.Text));
        client.Dispose();
        await upload;
        Assert.Empty(await UpstreamCounters.MovedAsync(_gateway));
    }

    private static async Task UploadAsync(RawConnection client, int length, int sent)
    {
        await SendAsync(client, string.Create(CultureInfo.InvariantCulture, $"POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n"));
        try
        {
            await client.SendAsync(new byte[sent], TestContext.Current.CancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // The answer came before it was sent.
        }
    }

    private static void End(Socket host, string then)
    {
        switch (then)
        {
            case "closes":
                host.Dispose();
                break;
            case "finishes":
                host.Shutdown(SocketShutdown.Send);
                break;
            case "resets":
                host.LingerState = new LingerOption(true, 0);
                host.Dispose();
                break;
        }
    }

    private static Task SendAsync(RawConnection connection, string text) => connection.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[16 * 1024];
        while (count > 0)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(0, Math.Min(count, bytes.Length)), TestContext.Current.CancellationToken);
            Assert.NotEqual(0, received);
            count -= received;
        }
    }

    private static async Task ReadHeadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await ReadHeadAsync(stream);
    }

    private static async Task ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var letter = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(letter, TestContext.Current.CancellationToken);
            head.Append((char)letter[0]);
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Takes a connection of the gateway and reads the head that comes on it.</summary>
    private async Task<Socket> AcceptAsync()
    {
        var socket = await _upstream.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await ReadHeadAsync(socket);
        return socket;
    }

    private async ValueTask StartAsync(string scheme = "http")
    {
        _upstream.Start();
        _gateway = await TestGateway.StartAsync(
        [
            $"Edge:Forwarder={forwarder}",
            $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address={scheme}://127.0.0.1:{((IPEndPoint)_upstream.LocalEndpoint).Port}",
            "ReverseProxy:Clusters:ping-cluster:ConnectTimeout=10s", "ReverseProxy:Clusters:ping-cluster:OutlierDetection:Consecutive5xx=1",
            "ReverseProxy:Clusters:ping-cluster:HealthyPanicThreshold=0",
        ]);
    }
}
