using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>What routes do, seen at both ends of a running gateway.</summary>
public sealed class ServedActionTests : IAsyncLifetime
{
    private static readonly string[] Routes =
    [
        "{ match: { prefix: /strip/ }, route: { cluster: a, prefix_rewrite: / } }",
        "{ match: { path: /one }, route: { cluster: a, prefix_rewrite: /other } }",
        "{ match: { prefix: /regex }, route: { cluster: a, regex_rewrite: { pattern: { regex: \"^/regex/(\\\\w+)/(\\\\w+)\" }, substitution: \"/\\\\2/\\\\1\" } } }",
        "{ match: { prefix: /host }, route: { cluster: a, host_rewrite_literal: inner.example } }",
        "{ match: { prefix: /auto }, route: { cluster: a, auto_host_rewrite: true } }",
        "{ match: { prefix: /never }, route: { weighted_clusters: { clusters: [{ name: a, weight: 0 }, { name: b, weight: 100 }] } } }",
        "{ match: { prefix: /half }, route: { weighted_clusters: { clusters: [{ name: a, weight: 1 }, { name: b, weight: 1, request_headers_to_add: [{ header: { key: x-b, value: \"1\" } }] }] } } }",
        "{ match: { prefix: /slow }, route: { cluster: a, timeout: 0.3s } }",
        "{ match: { prefix: /endless }, route: { cluster: a, timeout: 0s } }",
        "{ match: { prefix: /retry }, route: { cluster: a, retry_policy: { retry_on: 5xx, num_retries: 2, retry_back_off: { base_interval: 0.001s } } } }",
        "{ match: { prefix: /codes }, route: { cluster: a, retry_policy: { retry_on: retriable-status-codes, retriable_status_codes: [429] } } }",
        "{ match: { prefix: /once }, route: { cluster: a, retry_policy: { retry_on: connect-failure, num_retries: 5 } } }",
        "{ match: { prefix: /change }, route: { cluster: a }, request_headers_to_remove: [x-gone], request_headers_to_add: [" +
        "{ header: { key: x-more, value: new } }, { header: { key: x-only, value: new }, append: false }, " +
        "{ header: { key: x-if, value: new }, append_action: ADD_IF_ABSENT }, { header: { key: x-from, value: \"%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%/%REQ(x-only)%\" } }], " +
        "response_headers_to_add: [{ header: { key: x-answer, value: \"100%%\" } }], response_headers_to_remove: [x-empty] }",
        "{ match: { prefix: /moved }, redirect: { host_redirect: new.example, port_redirect: 81, prefix_rewrite: /here, response_code: FOUND } }",
        "{ match: { prefix: /secure }, redirect: { https_redirect: true } }",
        "{ match: { prefix: /path }, redirect: { path_redirect: /there, strip_query: true, response_code: PERMANENT_REDIRECT } }",
        "{ match: { prefix: /teapot }, direct_response: { status: 418, body: { inline_string: short and stout } } }",
        "{ match: { prefix: /empty }, direct_response: { status: 204 } }",
    ];

    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartAsync(Routes);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/strip/a/b?c=%2F", "/a/b?c=%2F")]
    [InlineData("/one?x=1", "/other?x=1")]
    [InlineData("/regex/left/right/rest?q", "/right/left/rest?q")]
    public async Task APathIsRewrittenAndItsQueryKept(string target, string upstream) =>
        Assert.Equal(upstream, Assert.Single((await _gateway.GetAsync(target)).Upstream).Target);

    [Fact]
    public async Task TheHostIsRewritten()
    {
        Assert.Equal("inner.example", Assert.Single((await _gateway.GetAsync("/host")).Upstream).Headers.Find("host"));
        Assert.StartsWith("127.0.0.1", Assert.Single((await _gateway.GetAsync("/auto")).Upstream).Headers.Find("host"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClusterOfWeightZeroGetsNothing()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal("pong you ...", (await _gateway.GetAsync("/never")).Response.Text);
    }

    [Fact]
    public async Task WeightsShareAndBringTheirOwnHeaders()
    {
        var seen = new List<RecordedRequest>();
        for (var i = 0; i < 60; i++)
            seen.Add(Assert.Single((await _gateway.GetAsync("/half")).Upstream));
        // Sixty times the same of two by chance: 2 in 10^18.
        Assert.Equal(["ping", "pong"], seen.Select(request => request.Backend).Distinct().Order(StringComparer.Ordinal));
        Assert.All(seen, request => Assert.Equal(request.Backend == "pong" ? "1" : null, request.Headers.Find("x-b")));
    }

    [Fact]
    public async Task TheTimeoutOfTheRouteCounts()
    {
        var seen = await _gateway.GetAsync("/slow", "x-backend: stall");
        Assert.Equal((504, "upstream request timeout"), (seen.Response.Status, seen.Response.Text));
        Assert.Equal("300", Assert.Single(seen.Upstream).Headers.Find("x-envoy-expected-rq-timeout-ms"));
    }

    [Fact]
    public async Task WithoutATimeoutNoneIsAnnounced() =>
        Assert.Null(Assert.Single((await _gateway.GetAsync("/endless")).Upstream).Headers.Find("x-envoy-expected-rq-timeout-ms"));

    [Theory]
    [InlineData("/retry", 503, 3)]
    [InlineData("/retry", 404, 1)]
    [InlineData("/codes", 429, 2)]
    [InlineData("/codes", 503, 1)]
    [InlineData("/once", 503, 1)]
    public async Task TheRetryPolicySaysHowOftenTheUpstreamIsAsked(string target, int status, int requests)
    {
        var seen = await _gateway.GetAsync(target, $"x-backend: status={status}");
        Assert.Equal((status, requests), (seen.Response.Status, seen.Upstream.Count));
    }

    [Fact]
    public async Task RequestHeadersAreChanged()
    {
        var seen = await _gateway.GetAsync("/change", "x-gone: 1", "x-more: old", "x-only: old", "x-if: old");
        var headers = Assert.Single(seen.Upstream).Headers;
        Assert.Null(headers.Find("x-gone"));
        Assert.Equal("old,new", headers.Find("x-more")!.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("new", headers.Find("x-only"));
        Assert.Equal("old", headers.Find("x-if"));
        Assert.StartsWith("127.0.0.1/", headers.Find("x-from"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseHeadersAreChanged()
    {
        var seen = await _gateway.GetAsync("/change", "x-backend: headers");
        Assert.Equal("100%", seen.Response.Headers.Find("x-answer"));
        Assert.Null(seen.Response.Headers.Find("x-empty"));
    }

    [Theory]
    [InlineData("/moved/x?y=1", 302, "http://new.example:81/here/x?y=1")]
    [InlineData("/path?y=1", 308, "http://{host}/there")]
    [InlineData("/secure?y=1", 301, "https://{host}/secure?y=1")]
    public async Task ARedirectSaysWhere(string target, int status, string location)
    {
        var seen = await _gateway.GetAsync(target);
        Assert.Equal((status, location.Replace("{host}", _gateway.Target.Host, StringComparison.Ordinal)), (seen.Response.Status, seen.Response.Headers.Find("location")));
        Assert.Empty(seen.Upstream);
    }

    [Fact]
    public async Task ADirectResponseAnswersItself()
    {
        var seen = await _gateway.GetAsync("/teapot");
        Assert.Equal((418, "short and stout", "text/plain"), (seen.Response.Status, seen.Response.Text, seen.Response.Headers.Find("content-type")));
        Assert.Equal(204, (await _gateway.GetAsync("/empty")).Response.Status);
        Assert.Empty(seen.Upstream);
    }

    /// <summary>As Envoy's local replies are: 200, with the status that gRPC has for it, and the body as its message.</summary>
    [Theory]
    [InlineData("/teapot", "2", "short and stout", null)]
    [InlineData("/secure", "2", null, "https://{host}/secure")]
    public async Task AgRpcRequestGetsAStatusInstead(string target, string status, string? message, string? location)
    {
        var response = (await _gateway.GetAsync(target, "content-type: application/grpc")).Response;
        Assert.Equal((200, status, message), (response.Status, response.Headers.Find("grpc-status"), response.Headers.Find("grpc-message")));
        Assert.Equal("application/grpc", response.Headers.Find("content-type"));
        Assert.Equal(location?.Replace("{host}", _gateway.Target.Host, StringComparison.Ordinal), response.Headers.Find("location"));
        Assert.Equal("", response.Text);
    }

    [Fact]
    public async Task WhatNoRouteTakesIsNotFound() => Assert.Equal((404, ""), await StatusAndBodyAsync("/nothing"));

    private async Task<(int Status, string Body)> StatusAndBodyAsync(string target)
    {
        var response = (await _gateway.GetAsync(target)).Response;
        return (response.Status, response.Text);
    }
}
