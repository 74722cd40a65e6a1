using System.Net;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Upstream;

/// <summary>A configured retry policy sends bodies again, up to the buffer limit, as Envoy does.</summary>
public sealed class RetryBodyTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("POST", "Content-Length: 5\r\n\r\nhello", 5)]
    [InlineData("PUT", "Content-Length: 5\r\n\r\nhello", 5)]
    [InlineData("POST", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\n me\r\n0\r\n\r\n", 8)]
    [InlineData("POST", "Content-Length: 0\r\n\r\n", 0)]
    public async Task Body_UpToTheLimit_IsSentAgainWhole(string method, string rest, int length)
    {
        await using var gateway = await StartAsync();
        var answer = await RawClient.SendAsync(gateway.Address, $"{method} /ping HTTP/1.1\r\nHost: h\r\nx-backend: status=503\r\n{rest}");
        Assert.Equal((503, "body"), (answer.Status, answer.Text));
        Assert.Equal(3, _backend.All.Count);
        Assert.All(_backend.All, request => Assert.Equal(("hello me"[..length], true), (Encoding.ASCII.GetString(request.Body), request.Complete)));
        Assert.Equal(2, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_retry"));
    }

    [Theory]
    [InlineData(100_000, 3, 0)]
    [InlineData(1024 * 1024, 3, 0)]
    [InlineData((1024 * 1024) + 1, 1, 1)]
    public async Task Body_BeyondTheLimit_IsSentOnce(int length, int attempts, int abandoned)
    {
        await using var gateway = await StartAsync();
        var body = new byte[length];
        new Random(1).NextBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ping") { Content = new ByteArrayContent(body), Headers = { { "x-backend", "status=503" } } };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(attempts, _backend.All.Count);
        Assert.All(_backend.All, seen => Assert.Equal(length, seen.BodyLength));
        if (length <= 1024 * 1024)
            Assert.All(_backend.All, seen => Assert.Equal(body, seen.Body));
        Assert.Equal(abandoned, await gateway.StatAsync("cluster.ping-cluster.retry_or_shadow_abandoned"));
    }

    [Fact]
    public async Task Body_AfterABrokenConnection_IsSentAgainWherePolicySaysReset()
    {
        await using var gateway = await StartAsync();
        var answer = await RawClient.SendAsync(gateway.Address, "POST /ping HTTP/1.1\r\nHost: h\r\nx-backend: close\r\nContent-Length: 5\r\n\r\nhello");
        Assert.Equal((503, 3), (answer.Status, _backend.All.Count));
    }

    [Fact]
    public async Task Body_WithTheSafePolicy_IsNotSentAgain()
    {
        await using var other = new RecordingBackend("other", "ping me ...");
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port, other.Port));
        var answer = await RawClient.SendAsync(gateway.Address, "PUT /ping HTTP/1.1\r\nHost: h\r\nx-backend: close\r\nContent-Length: 5\r\n\r\nhello");
        Assert.Equal((503, 1), (answer.Status, _backend.All.Count + other.All.Count));
    }

    [Theory]
    [InlineData("refused-stream", true, "")]
    [InlineData("refused-stream", true, "hello")]
    [InlineData("connect-failure", false, "hello")]
    public async Task RefusedStream_IsRetriedWherePolicySaysSo(string on, bool isRetried, string body)
    {
        var (asked, refusals) = (0, 0);
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Assert.Equal(body, await reader.ReadToEndAsync(context.RequestAborted));
            Interlocked.Increment(ref asked);
            // The client library tries four times by itself.
            if (Interlocked.Increment(ref refusals) <= 4)
                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(7);
        });
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(backend.Port), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2", $"ReverseProxy:Routes:ping:Retry:On={on}",
            "ReverseProxy:Routes:ping:Retry:NumRetries=5", "ReverseProxy:Routes:ping:Retry:BackOffBase=1ms",
        ]);
        using var response = await gateway.Client.PostAsync("/ping", new StringContent(body), TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"asked {asked}");
        Assert.Equal(isRetried ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_backend.Port), "ReverseProxy:Routes:ping:Retry:On=5xx,reset,connect-failure", "ReverseProxy:Routes:ping:Retry:NumRetries=2",
        "ReverseProxy:Routes:ping:Retry:BackOffBase=1ms",
    ]);
}
