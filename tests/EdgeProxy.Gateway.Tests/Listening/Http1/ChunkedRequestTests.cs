using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Listening;

/// <summary>Chunked bodies by the letter, over plain sockets.</summary>
public sealed class ChunkedRequestTests : IAsyncLifetime
{
    private const string Head = "POST /ping HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Next = "GET /pong HTTP/1.1\r\nHost: h\r\n\r\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _log = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        File.Delete(_log);
    }

    [Theory]
    [InlineData("an extension of 20 kB", "3;{20000}\r\nabc\r\n0\r\n\r\n")]
    [InlineData("an extension of 20 kB behind the last chunk", "3\r\nabc\r\n0;{20000}\r\n\r\n")]
    [InlineData("two extensions of 10 kB", "3;{10000}\r\nabc\r\n3;{10000}\r\nabc\r\n0\r\n\r\n")]
    [InlineData("an extension with a control character", "3;\u0001\r\nabc\r\n0\r\n\r\n")]
    [InlineData("an extension ended by LF", "3;a\nabc\r\n0\r\n\r\n")]
    [InlineData("a trailer of 61 kB", "3\r\nabc\r\n0\r\nx: {62000}\r\n\r\n")]
    [InlineData("a trailer that folds", "3\r\nabc\r\n0\r\nx: y\r\n z\r\n\r\n")]
    [InlineData("a trailer whose name is no token", "3\r\nabc\r\n0\r\nx(: y\r\n\r\n")]
    [InlineData("a trailer with a control character", "3\r\nabc\r\n0\r\nx: \u0007\r\n\r\n")]
    [InlineData("a trailer with a lone CR", "3\r\nabc\r\n0\r\nx: y\rz\r\n\r\n")]
    [InlineData("a trailer ended by LF", "3\r\nabc\r\n0\r\nx: y\n\r\n")]
    public async Task AreRefusedWith(string what, string body)
    {
        await using var gateway = await StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address, Cancellation);

        await SendAsync(connection, Head + Filled(body) + Next);
        var answer = await connection.ReadResponseAsync(toHead: false, Cancellation);

        Assert.Equal((what, 400), (what, answer.Status));
        Assert.Equal("close", answer.Headers.Find("connection"));
        Assert.NotEqual(ConnectionEnd.Open, await connection.WaitForEndAsync(Patience, Cancellation));
        Assert.DoesNotContain(_backend.All, request => request.Complete);
        await Eventually.HoldsAsync("the line of the refusal", () => File.ReadAllText(_log) == "/ping 400 DPE\n");
        Assert.Equal(1, await gateway.StatAsync("http.ingress_http.downstream_rq_4xx"));
    }

    [Theory]
    [InlineData("3;a=b\r\nabc\r\n0;c=\"d e\"\r\n\r\n")]
    [InlineData("3;{16000}\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r\n0\r\nx: y\r\nz:\t\u00e4\r\n\r\n")]
    public async Task ArePassedOnHoweverTheyAreCut(string body)
    {
        await using var gateway = await StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address, Cancellation);
        var bytes = Head + Filled(body) + Next;

        // Within the head, then in small pieces around everything that is no data.
        for (var start = 0; start < bytes.Length;)
        {
            var end = Math.Min(start < Head.Length - 2 ? Head.Length - 2 : start + Math.Max(bytes.Length / 50, 1), bytes.Length);
            await SendAsync(connection, bytes[start..end]);
            start = end;
        }

        Assert.Equal(200, (await connection.ReadResponseAsync(toHead: false, Cancellation)).Status);
        Assert.Equal(200, (await connection.ReadResponseAsync(toHead: false, Cancellation)).Status);
        Assert.Equal(["/ping", "/pong"], _backend.All.Select(request => request.Target));
        Assert.Equal("abc", Encoding.ASCII.GetString(_backend.All.First().Body));
    }

    /// <summary>RFC 9110, 6.5.1: none of these may be a trailer, so that nobody may take one for a header; with the trailers, they end here.</summary>
    [Theory]
    [InlineData("Content-Length: 50")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("Host: evil")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("x-envoy-upstream-rq-timeout-ms: 1")]
    public async Task LoseTheirTrailers(string trailer)
    {
        await using var gateway = await StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address, Cancellation);

        await SendAsync(connection, $"{Head}3\r\nabc\r\n0\r\n{trailer}\r\n\r\n{Next}");

        Assert.Equal(200, (await connection.ReadResponseAsync(toHead: false, Cancellation)).Status);
        Assert.Equal(200, (await connection.ReadResponseAsync(toHead: false, Cancellation)).Status);
        var request = _backend.All.First();
        Assert.True(request.Complete);
        Assert.Empty(request.Trailers);
        Assert.DoesNotContain(trailer, request.RawHead, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("3;half of an extension")]
    [InlineData("3\r\nabc\r")]
    [InlineData("0\r\nx: half of a trailer")]
    public async Task MayPauseNoLongerThanOthers(string body)
    {
        await using var gateway = await StartAsync("Edge:Listener:StreamIdleTimeout=500ms");
        using var connection = await RawConnection.OpenAsync(gateway.Address, Cancellation);

        await SendAsync(connection, Head + body);

        Assert.Equal(408, (await connection.ReadResponseAsync(toHead: false, Cancellation)).Status);
        await Eventually.HoldsAsync("the line of the refusal", () => File.ReadAllText(_log) == "/ping 408 SI\n");
    }

    /// <summary>The answer may be there before the body turns out to be none: nobody may go on reading then.</summary>
    [Theory]
    [InlineData("zz\r\n")]
    [InlineData("3\r\nabc\r\nzz\r\n")]
    [InlineData("3\r\nabczz")]
    [InlineData("0\r\nx : y\r\n\r\n")]
    public async Task EndTheConnectionWhenTheAnswerCameFirst(string body)
    {
        await using var gateway = await StartAsync("ReverseProxy:Routes:default:Match:Prefix=/only");
        using var connection = await RawConnection.OpenAsync(gateway.Address, Cancellation);

        await SendAsync(connection, Head.Replace("/ping", "/nowhere", StringComparison.Ordinal) + body + Next);

        Assert.InRange((await connection.ReadResponseAsync(toHead: false, Cancellation)).Status, 400, 404);
        Assert.NotEqual(ConnectionEnd.Open, await connection.WaitForEndAsync(Patience, Cancellation));
        Assert.DoesNotContain(_backend.All, request => request.Target == "/pong");
    }

    private static string Filled(string body)
    {
        var start = body.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            return body;
        var end = body.IndexOf('}', StringComparison.Ordinal);
        return Filled(body[..start] + new string('a', int.Parse(body[(start + 1)..end], System.Globalization.CultureInfo.InvariantCulture)) + body[(end + 1)..]);
    }

    private static Task SendAsync(RawConnection connection, string text) => connection.SendAsync(Encoding.Latin1.GetBytes(text), Cancellation);

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync(
        [.. TestSettings.BothOn(_backend.Port), $"Edge:AccessLog:Path={_log}", "Edge:AccessLog:Format=%REQ(:PATH)% %RESPONSE_CODE% %RESPONSE_FLAGS%\n", .. settings]);
}
