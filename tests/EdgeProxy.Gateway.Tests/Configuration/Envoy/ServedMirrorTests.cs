using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Copies of requests for another cluster (Envoy, "Traffic shadowing").</summary>
public sealed class ServedMirrorTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartAsync(
        "{ match: { prefix: /none }, route: { cluster: a, request_mirror_policies: [{ cluster: b, runtime_fraction: { default_value: { numerator: 0 } } }] } }",
        "{ match: { prefix: /kept }, route: { cluster: a, request_mirror_policies: [{ cluster: b, disable_shadow_host_suffix_append: true }] } }",
        "{ match: { prefix: /plain }, route: { cluster: a } }",
        "{ match: { prefix: / }, route: { cluster: a, prefix_rewrite: /new/, request_mirror_policies: [{ cluster: b }] }, request_headers_to_add: [{ header: { key: x-added, value: \"1\" } }] }");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Copy_HasHeadBodyAndShadowHost()
    {
        var (seen, copy) = await SendAsync(RawRequest.Post("/x?q=1", "the body", "x-own: 2", "content-type: text/strange"));
        Assert.Equal(200, seen.Response.Status);
        Assert.Equal("ping", Assert.Single(seen.Upstream, request => request.Backend == "ping").Backend);
        Assert.Equal(("POST /new/x?q=1 HTTP/1.1", "the body", "8"), (copy.RequestLine, System.Text.Encoding.ASCII.GetString(copy.Body), copy.Headers.Find("content-length")));
        Assert.Equal(("2", "1", "text/strange"), (copy.Headers.Find("x-own"), copy.Headers.Find("x-added"), copy.Headers.Find("content-type")));
        Assert.Equal(_gateway.Target.Host.Replace(":", "-shadow:", StringComparison.Ordinal), copy.Headers.Find("host"));
    }

    [Fact]
    public async Task CopyWithoutBody_IsSentAtOnce() => Assert.Equal("GET /new/ HTTP/1.1", (await SendAsync(RawRequest.Get("/"))).Copy.RequestLine);

    [Fact]
    public async Task CopyOfAChunkedBody_HasALength()
    {
        var (_, copy) = await SendAsync(RawRequest.Lines("PUT /c HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked") with { Body = "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n" });
        Assert.Equal(("abcdefg", "7"), (System.Text.Encoding.ASCII.GetString(copy.Body), copy.Headers.Find("content-length")));
    }

    [Fact]
    public async Task Host_IsKeptWhereAsked() => Assert.Equal(_gateway.Target.Host, (await SendAsync(RawRequest.Get("/kept"))).Copy.Headers.Find("host"));

    [Theory]
    [InlineData("/none")]
    [InlineData("/plain")]
    public async Task NoPolicy_CopiesNothing(string path)
    {
        var seen = await _gateway.GetAsync(path);
        // What was copied before it would have arrived with the next copy.
        await SendAsync(RawRequest.Get("/"));
        Assert.DoesNotContain(seen.Upstream, request => request.Backend == "pong");
    }

    /// <summary>A mirror that fails is no matter of the client's.</summary>
    [Fact]
    public async Task UnreachableMirror_ChangesNoAnswer()
    {
        using var closed = new ClosedPort();
        await using var gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithRoutes(
            "{ match: { prefix: / }, route: { cluster: a, request_mirror_policies: [{ cluster: dead }] } }") + EnvoyFile.Cluster("dead", closed.Number));
        Assert.Equal(200, (await gateway.GetAsync("/")).Response.Status);
    }

    [Fact]
    public void UnknownCluster_IsRefused() => Assert.Contains(
        EnvoyFile.ErrorsOfRoute("{ match: { prefix: / }, route: { cluster: a, request_mirror_policies: [{ cluster: c }] } }"), error => error.Contains("the cluster 'c' is not defined", StringComparison.Ordinal));

    private async Task<(Observation Seen, RecordedRequest Copy)> SendAsync(RawRequest request)
    {
        var id = Guid.NewGuid().ToString("N");
        var seen = await Exchange.Raw(request)(_gateway.Target, id, TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(Bound);
        while (true)
        {
            var upstream = _gateway.Backends.Seen(id);
            if (upstream.FirstOrDefault(one => one.Backend == "pong" && one.Complete) is { } copy)
                return (seen with { Upstream = upstream }, copy);
            await Task.Delay(10, limit.Token);
        }
    }
}
