using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>What a route says of methods, hosts and headers holds for what the upstream gets: no spelling walks around it.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("DELETE", 403, null)]
    [InlineData("POST", 403, null)]
    [InlineData("GET", 200, "GET")]
    [InlineData("delete", 200, "delete")]
    [InlineData("Delete", 200, "Delete")]
    [InlineData("post", 200, "post")]
    [InlineData("get", 200, "get")]
    [InlineData("head", 200, "head")]
    [InlineData("options", 200, "options")]
    [InlineData("query", 200, "query")]
    [InlineData("x-own", 200, "x-own")]
    public async Task Method_IsMatchedAndForwardedAsSent(string method, int status, string? upstream)
    {
        await using var gateway = await StartAsync(
            "ReverseProxy:Routes:deny:Order=-1", "ReverseProxy:Routes:deny:Match:Methods:0=DELETE", "ReverseProxy:Routes:deny:Match:Methods:1=POST",
            "ReverseProxy:Routes:deny:DirectResponse:Status=403", "ReverseProxy:Routes:ping:Cors:AllowOrigins:0=*");
        var answer = await RawClient.SendAsync(
            gateway.Address, $"{method} /ping HTTP/1.1\r\nHost: h\r\nOrigin: http://a\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
        Assert.Equal((status, "edge-proxy"), (answer.Status, answer.Headers.Find("server")));
        if (upstream is not null)
            Assert.Equal("ping me ...", answer.Text);
        Assert.Equal(upstream, _backend.All.SingleOrDefault()?.RequestLine.Split(' ')[0]);
    }

    [Fact]
    public async Task Method_WithABodyAndAnotherCase_IsForwardedAsSent()
    {
        await using var gateway = await StartAsync();
        var answer = await RawClient.SendAsync(
            gateway.Address, "put /ping HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nx-backend: echo\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        Assert.Equal((200, "hello"), (answer.Status, answer.Text));
        Assert.Equal("put /ping HTTP/1.1", _backend.All.Single().RequestLine);
    }

    [Theory]
    [InlineData("admin.example", 403)]
    [InlineData("ADMIN.example", 403)]
    [InlineData("admin.example:30000", 403)]
    [InlineData("admin.example:80", 403)]
    [InlineData("admin.example:0080", 403)]
    [InlineData("admin.example:", 403)]
    [InlineData("admin.example.", 403)]
    [InlineData("admin.example.:8080", 403)]
    [InlineData("a.wild.example:8080", 403)]
    [InlineData("a.wild.example.", 403)]
    [InlineData("wild.example", 200)]
    [InlineData("port.example", 200)]
    [InlineData("port.example:8080", 403)]
    [InlineData("port.example:08080", 403)]
    [InlineData("port.example.:8080", 403)]
    [InlineData("plain.example", 403)]
    [InlineData("plain.example:81", 200)]
    [InlineData("admin.example:9999", 403)]
    [InlineData("other.example", 200)]
    public async Task MatchHosts_IgnoresPortAndTrailingDotAsAspNetDoes(string host, int status)
    {
        await using var gateway = await StartAsync(
            "ReverseProxy:Routes:deny:Order=-2", "ReverseProxy:Routes:deny:DirectResponse:Status=403", "ReverseProxy:Routes:deny:Match:Hosts:0=admin.example",
            "ReverseProxy:Routes:deny:Match:Hosts:1=*.wild.example", "ReverseProxy:Routes:deny:Match:Hosts:2=port.example:8080",
            "ReverseProxy:Routes:deny:Match:Hosts:3=plain.example:80",
            // More specific, and behind the refusal all the same.
            "ReverseProxy:Routes:allow:Order=-1", "ReverseProxy:Routes:allow:ClusterId=ping-cluster", "ReverseProxy:Routes:allow:Match:Hosts:0=admin.example:9999");
        Assert.Equal(status, (await RawClient.SendAsync(gateway.Address, $"GET /ping HTTP/1.1\r\nHost: {host}\r\n\r\n")).Status);
    }

    [Theory]
    [InlineData("x-forwarded-for")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("x-forwarded-anything")]
    [InlineData("x-request-id")]
    [InlineData("close, host")]
    [InlineData(":authority")]
    [InlineData("x-envoy-external-address")]
    public async Task Connection_NamingWhatTheEdgeAdds_IsRefusedWith400(string names)
    {
        await using var gateway = await StartAsync("Edge:Profile=Hardened");
        var answer = await RawClient.SendAsync(gateway.Address, $"GET /ping HTTP/1.1\r\nHost: h\r\nConnection: {names}\r\n\r\n");
        Assert.Equal((400, "close"), (answer.Status, answer.Headers.Find("connection")));
        Assert.Empty(_backend.All);
    }

    [Fact]
    public async Task HeaderMatch_OfANominatedHeader_SeesWhatTheUpstreamSees()
    {
        await using var gateway = await StartAsync(
            "ReverseProxy:Routes:deny:Order=-1", "ReverseProxy:Routes:deny:DirectResponse:Status=403", "ReverseProxy:Routes:deny:Match:Headers:0:Name=x-pass",
            "ReverseProxy:Routes:deny:Match:Headers:0:Mode=NotExists");
        Assert.Equal(403, (await RawClient.SendAsync(gateway.Address, "GET /ping HTTP/1.1\r\nHost: h\r\nx-pass: 1\r\nConnection: x-pass\r\n\r\n")).Status);
        Assert.Equal(200, (await RawClient.SendAsync(gateway.Address, "GET /ping HTTP/1.1\r\nHost: h\r\nx-pass: 1\r\n\r\n")).Status);
    }

    [Theory]
    [InlineData("/x#/../admin")]
    [InlineData("/ping?role=admin#")]
    [InlineData("http://h/ping#")]
    public async Task Fragment_InTheHardenedProfile_IsRefusedWith400(string target)
    {
        await using var gateway = await StartAsync("Edge:Profile=Hardened");
        Assert.Equal(400, (await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n")).Status);
        Assert.Empty(_backend.All);
    }

    [Theory]
    [InlineData("/%2Fevil.example/x", "/evil.example/x")]
    [InlineData("/%5Cevil.example/x", "/evil.example/x")]
    [InlineData("/%2f%2fevil.example", "/evil.example")]
    [InlineData("/%5c%2Fevil.example?a=%2F", "/evil.example?a=%2F")]
    [InlineData("/.%2F/evil.example", "/evil.example")]
    public async Task EscapedSlash_InTheHardenedProfile_IsRedirectedWithinTheSite(string target, string location)
    {
        await using var gateway = await StartAsync("Edge:Profile=Hardened");
        var answer = await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: good\r\n\r\n");
        Assert.Equal((307, location), (answer.Status, answer.Headers.Find("location")));
    }

    [Theory]
    [InlineData("/%2Fevil.example")]
    [InlineData("//%5Cevil.example")]
    [InlineData("/%5C%5Cevil.example")]
    public async Task EscapedSlash_WithoutMerging_IsRedirectedWithinTheSite(string target)
    {
        await using var gateway = await StartAsync("Edge:Listener:EscapedSlashes=UnescapeAndRedirect");
        var answer = await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: good\r\n\r\n");
        Assert.Equal((307, "/evil.example"), (answer.Status, answer.Headers.Find("location")));
    }

    [Theory]
    [InlineData("/app.evil.example/x", "http://good/x.evil.example/x")]
    [InlineData("/app@evil.example/x", "http://good/x@evil.example/x")]
    [InlineData("/app:99/x", "http://good/x:99/x")]
    [InlineData("/app//evil.example", "http://good/x//evil.example")]
    public async Task Redirect_WithARewrite_StaysOnTheHost(string target, string location)
    {
        await using var gateway = await StartAsync(
            "ReverseProxy:Routes:moved:Order=-1", "ReverseProxy:Routes:moved:Match:Prefix=/app", "ReverseProxy:Routes:moved:Redirect:PrefixRewrite=x");
        var answer = await RawClient.SendAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: good\r\n\r\n");
        Assert.Equal((301, location), (answer.Status, answer.Headers.Find("location")));
    }

    [Theory]
    [InlineData("ReverseProxy:Routes:moved:Redirect:Https=true")]
    [InlineData("Edge:Listener:RedirectToHttps=true")]
    public async Task Redirect_WithoutAHost_IsRefusedWith400(string setting)
    {
        await using var gateway = await StartAsync(
            [.. setting.StartsWith("Edge", StringComparison.Ordinal) ? (string[])[] : ["ReverseProxy:Routes:moved:Order=-1"], setting]);
        var answer = await RawClient.SendAsync(gateway.Address, "GET /evil.example HTTP/1.1\r\nHost:\r\n\r\n");
        Assert.Equal((400, null), (answer.Status, answer.Headers.Find("location")));
    }

    [Fact]
    public async Task Redirect_OverHttp2_UsesTheSchemeOfTheConnection()
    {
        await using var gateway = await StartAsync("ReverseProxy:Routes:moved:Order=-1", "ReverseProxy:Routes:moved:Redirect:Path=/there");
        using var connection = await Http2Connection.OpenAsync(gateway.Address, inPieces: false, TestContext.Current.CancellationToken);
        await connection.SendRequestAsync(
            1, [(":method", "GET"), (":scheme", "javascript"), (":path", "/abc"), (":authority", "h:80")], TestContext.Current.CancellationToken);
        var head = await connection.ReadAsync(TestContext.Current.CancellationToken, Http2FrameType.Headers);
        Assert.Contains("http://h:80/there", System.Text.Encoding.Latin1.GetString(head!.Payload), StringComparison.Ordinal);
    }

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), .. settings]);
}
