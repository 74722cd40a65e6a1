using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>What an upstream gets beside the headers of the client, and that it gets all of them.</summary>
public sealed class RequestHeaderTests : IAsyncLifetime
{
    private static readonly string[] ContentHeaders =
    [
        "Content-Type: application/json", "Content-MD5: Q2hlY2s=", "Content-Encoding: gzip", "Content-Language: de", "Content-Location: /a", "Content-Disposition: inline",
        "Content-Range: bytes 0-1/2", "Expires: 0", "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Allow: GET, PUT", "X-Other: 1",
    ];

    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("GET", null)]
    [InlineData("DELETE", null)]
    [InlineData("HEAD", null)]
    [InlineData("POST", "Content-Length: 0")]
    [InlineData("GET", "Content-Length: 0")]
    [InlineData("POST", "Transfer-Encoding: chunked")]
    public async Task ContentHeaders_ReachTheUpstreamWithoutABodyToo(string method, string? framing)
    {
        await using var gateway = await StartAsync();
        var request = $"{method} /ping HTTP/1.1\r\nHost: h\r\n{string.Concat(ContentHeaders.Append(framing).OfType<string>().Select(line => line + "\r\n"))}\r\n{(framing == "Transfer-Encoding: chunked" ? "0\r\n\r\n" : "")}";
        Assert.Equal(200, (await RawClient.SendAsync(gateway.Address, request, toHead: method == "HEAD")).Status);
        var seen = _backend.All.Single().Headers;
        foreach (var line in ContentHeaders.Select(line => line.Split(": ", 2)))
            Assert.Equal([line[1]], seen.All(line[0]));
        if (framing is null)
            Assert.Null(seen.Find("content-length") ?? seen.Find("transfer-encoding"));
    }

    [Fact]
    public async Task ContentHeaders_ReachAnUpstreamOfHttp2WithoutABodyToo()
    {
        string? seen = null;
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, context =>
        {
            seen = $"{context.Request.Method} {context.Request.ContentType} {context.Request.Headers.ContentLanguage} {context.Request.ContentLength}";
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(backend.Port), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2"]);
        var answer = await RawClient.SendAsync(gateway.Address, "GET /ping HTTP/1.1\r\nHost: h\r\nContent-Type: a/b\r\nContent-Language: de\r\n\r\n");
        Assert.Equal((200, "GET a/b de "), (answer.Status, seen));
    }

    /// <summary>.NET's client writes neither in HTTP/2: that is said to the client, and no host is to blame.</summary>
    [Theory]
    [InlineData("delete", "h")]
    [InlineData("GET", "a*b")]
    [InlineData("GET", "")]
    public async Task Request_ThatHttp2CannotCarry_IsRefusedWith400(string method, string host)
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, _ => Task.CompletedTask);
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(backend.Port), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2"]);
        Assert.Equal(400, (await RawClient.SendAsync(gateway.Address, $"{method} /ping HTTP/1.1\r\nHost: {host}\r\n\r\n")).Status);
        Assert.Empty(await UpstreamCounters.MovedAsync(gateway));
    }

    [Fact]
    public async Task HeadersLargerThanAnHttp2HostTakes_AreTheClientsFault()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, _ => Task.CompletedTask);
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(backend.Port), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2"]);
        // The limit is in the host's settings, which come with its first answer.
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await RawClient.SendAsync(gateway.Address, "GET /ping HTTP/1.1\r\nHost: h\r\n\r\n")).Status);
        var answer = await RawClient.SendAsync(gateway.Address, $"GET /ping HTTP/1.1\r\nHost: h\r\nx: {new string('x', 50_000)}\r\n\r\n");
        Assert.Equal(400, answer.Status);
        Assert.Empty(await UpstreamCounters.MovedAsync(gateway));
    }

    [Theory]
    [InlineData("/rw/a?x=1", "/a?x=1", "/rw/a?x=1")]
    [InlineData("/ping?x=1", "/ping?x=1", null)]
    public async Task OriginalPath_IsSentWhereTheRouteRewrites(string target, string upstream, string? original)
    {
        var log = Path.GetTempFileName();
        await using (var gateway = await StartAsync(
            "ReverseProxy:Routes:rw:Order=-1", "ReverseProxy:Routes:rw:Match:Prefix=/rw/", "ReverseProxy:Routes:rw:PrefixRewrite=/", "ReverseProxy:Routes:rw:ClusterId=ping-cluster",
            $"Edge:AccessLog:Path={log}", "Edge:AccessLog:Format=%REQ(:PATH)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%\n"))
        {
            await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: h\r\nx-envoy-original-path: /forged\r\n\r\n");
        }

        var seen = _backend.All.Single();
        Assert.Equal((upstream, original), (seen.Target, seen.Headers.Find("x-envoy-original-path")));
        Assert.Equal($"{upstream} {target}\n", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
        File.Delete(log);
    }

    [Theory]
    [InlineData("", "true", null)]
    [InlineData("X-Forwarded-For: 1.2.3.4\r\n", null, "127.0.0.1")]
    [InlineData("X-Forwarded-For: 10.0.0.1\r\n", null, "127.0.0.1")]
    [InlineData("x-envoy-internal: true\r\nx-envoy-external-address: 9.9.9.9\r\nX-Forwarded-For: 1.2.3.4\r\n", null, "127.0.0.1")]
    public async Task InternalAndExternalAddress_AreSentWithUseRemoteAddress(string headers, string? isInternal, string? external)
    {
        await using var gateway = await StartAsync("Edge:Listener:UseRemoteAddress=true");
        await RawClient.SendAsync(gateway.Address, $"GET /ping HTTP/1.1\r\nHost: h\r\n{headers}\r\n");
        var seen = _backend.All.Single().Headers;
        Assert.Equal((isInternal, external), (seen.Find("x-envoy-internal"), seen.Find("x-envoy-external-address")));
    }

    [Theory]
    [InlineData("1.2.3.4", null, "1.2.3.4")]
    [InlineData("9.9.9.9, 10.0.0.1", null, "10.0.0.1")]
    [InlineData("10.0.0.1", "true", null)]
    [InlineData("nonsense", "true", null)]
    public async Task ExternalAddress_WithTrustedHops_IsThatOfTheLastUntrustedOne(string forwardedFor, string? isInternal, string? external)
    {
        await using var gateway = await StartAsync("Edge:Listener:UseRemoteAddress=true", "Edge:Listener:XffNumTrustedHops=1");
        await RawClient.SendAsync(gateway.Address, $"GET /ping HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: {forwardedFor}\r\n\r\n");
        var seen = _backend.All.Single().Headers;
        Assert.Equal((isInternal, external), (seen.Find("x-envoy-internal"), seen.Find("x-envoy-external-address")));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/direct")]
    public async Task ResponseHeaders_OfARoute_NameTheGeneratedRequestIdAndLeaveServerAlone(string target)
    {
        await using var gateway = await StartAsync(
        [
            "ReverseProxy:Routes:direct:Order=-1", "ReverseProxy:Routes:direct:Match:Prefix=/direct", "ReverseProxy:Routes:direct:DirectResponse:Status=200",
            .. new[] { "ping", "direct" }.SelectMany(route => new[]
            {
                $"ReverseProxy:Routes:{route}:ResponseHeaders:Set:x-rid=%REQ(x-request-id)%", $"ReverseProxy:Routes:{route}:ResponseHeaders:Set:server=mine",
                $"ReverseProxy:Routes:{route}:ResponseHeaders:Set:x-none=%REQ(x-none)%", $"ReverseProxy:Routes:{route}:RequestHeaders:Set:x-none=%REQ(x-none)%",
            }),
        ]);
        var answer = await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.True(Guid.TryParse(answer.Headers.Find("x-rid"), out _), answer.Headers.Find("x-rid"));
        Assert.Equal(("edge-proxy", null), (answer.Headers.Find("server"), answer.Headers.Find("x-none")));
        if (_backend.All.SingleOrDefault() is not { } seen)
            return;
        Assert.Equal((answer.Headers.Find("x-rid"), null), (seen.Headers.Find("x-request-id"), seen.Headers.Find("x-none")));
    }

    [Fact]
    public async Task Set_OfAContentHeader_ReplacesIt()
    {
        await using var gateway = await StartAsync("ReverseProxy:Routes:ping:RequestHeaders:Set:content-type=a/b");
        foreach (var body in new[] { "", "Content-Length: 2\r\n\r\nhi" })
            await RawClient.SendAsync(gateway.Address, $"PUT /ping HTTP/1.1\r\nHost: h\r\nContent-Type: c/d\r\n{(body.Length == 0 ? "\r\n" : body)}");
        Assert.All(_backend.All, request => Assert.Equal(["a/b"], request.Headers.All("content-type")));
    }

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), .. settings]);
}
