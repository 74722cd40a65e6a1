using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>What people reach for after routing: each is off by default and one setting away.</summary>
public sealed class OptionTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", new string('p', 2000));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task APreflightIsAnsweredByTheGateway()
    {
        await using var gateway = await StartAsync(
            "ReverseProxy:Routes:ping:Cors:AllowOrigins:0=https://app.example", "ReverseProxy:Routes:ping:Cors:AllowMethods:0=PUT",
            "ReverseProxy:Routes:ping:Cors:MaxAge=10m");
        using var request = new HttpRequestMessage(HttpMethod.Options, "/ping")
        {
            Headers = { { "Origin", "https://app.example" }, { "Access-Control-Request-Method", "PUT" } },
        };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("https://app.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("PUT", response.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("600", response.Headers.GetValues("Access-Control-Max-Age").Single());
        Assert.Empty(_backend.All);
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://other.example", false)]
    public async Task OnlyAnAllowedOriginMayRead(string origin, bool isAllowed)
    {
        await using var gateway = await StartAsync("ReverseProxy:Routes:ping:Cors:AllowOrigins:0=https://app.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "Origin", origin } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(isAllowed, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task BeyondTheRateLimitIs429()
    {
        await using var gateway = await StartAsync(
            "Edge:Listener:RateLimit:MaxTokens=2", "Edge:Listener:RateLimit:TokensPerFill=1", "Edge:Listener:RateLimit:FillInterval=1h");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task AnAnswerIsCompressedForThoseWhoAsk()
    {
        await using var gateway = await StartAsync("Edge:Listener:CompressResponses=true");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
    }

    [Fact]
    public async Task ABodyTooLargeIs413()
    {
        await using var gateway = await StartAsync("Edge:Listener:MaxRequestBodyBytes=10");
        using var response = await gateway.Client.PostAsync("/ping", new StringContent(new string('x', 11)), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task ARequestThatTakesTooLongToComeIs408()
    {
        await using var gateway = await StartAsync("Edge:Listener:RequestTimeout=200ms");
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("POST /ping HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), .. settings]);
}
