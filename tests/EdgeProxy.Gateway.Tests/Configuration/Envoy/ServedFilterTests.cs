using System.Diagnostics;
using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's smaller filters, all of them in one chain: buffer, csrf, fault, header_mutation, health_check and local_ratelimit.</summary>
public sealed class ServedFilterTests : IAsyncLifetime
{
    private const string Types = "\"@type\": type.googleapis.com/envoy.extensions.filters.http";
    private const string All = "{ default_value: { numerator: 100 } }";
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
        $$"""
        { name: envoy.filters.http.health_check, typed_config: { {{Types}}.health_check.v3.HealthCheck, pass_through_mode: false, headers: [{ name: ":path", string_match: { exact: /healthz } }],
          cluster_min_healthy_percentages: { a: { value: 100 } } } },
        { name: envoy.filters.http.fault, typed_config: { {{Types}}.fault.v3.HTTPFault } },
        { name: envoy.filters.http.local_ratelimit, typed_config: { {{Types}}.local_ratelimit.v3.LocalRateLimit, stat_prefix: off } },
        { name: envoy.filters.http.csrf, typed_config: { {{Types}}.csrf.v3.CsrfPolicy, filter_enabled: { default_value: { numerator: 0 } } } },
        { name: envoy.filters.http.buffer, disabled: true, typed_config: { {{Types}}.buffer.v3.Buffer, max_request_bytes: 1000 } },
        { name: envoy.filters.http.header_mutation, typed_config: { {{Types}}.header_mutation.v3.HeaderMutation, mutations: {
          request_mutations: [{ remove: x-gone }, { append: { header: { key: x-added, value: "%REQ(:path)%" }, append_action: OVERWRITE_IF_EXISTS_OR_ADD } }],
          response_mutations: [{ append: { header: { key: x-mutated, value: filter } } }] } } }
        """,
        Route("/limited", $"local_ratelimit: {{ {Types}.local_ratelimit.v3.LocalRateLimit, stat_prefix: lim, token_bucket: {{ max_tokens: 2, tokens_per_fill: 1, fill_interval: 3600s }}, filter_enabled: {All}, filter_enforced: {All}, response_headers_to_add: [{{ header: {{ key: x-limited, value: \"yes\" }} }}] }}"),
        Route("/watched", $"local_ratelimit: {{ {Types}.local_ratelimit.v3.LocalRateLimit, stat_prefix: watch, token_bucket: {{ max_tokens: 1, fill_interval: 3600s }}, filter_enabled: {All}, request_headers_to_add_when_not_enforced: [{{ header: {{ key: x-over, value: \"1\" }} }}] }}"),
        Route("/teapot", $"fault: {{ {Types}.fault.v3.HTTPFault, abort: {{ http_status: 418, percentage: {{ numerator: 100 }} }}, headers: [{{ name: x-fault, present_match: true }}] }}"),
        Route("/grpc-fault", $"fault: {{ {Types}.fault.v3.HTTPFault, abort: {{ grpc_status: 14, percentage: {{ numerator: 100 }} }} }}"),
        Route("/slow", $"fault: {{ {Types}.fault.v3.HTTPFault, delay: {{ fixed_delay: 0.2s, percentage: {{ numerator: 100 }} }} }}"),
        Route("/asked", $"fault: {{ {Types}.fault.v3.HTTPFault, max_active_faults: 100, delay: {{ header_delay: {{}}, percentage: {{ numerator: 100 }} }}, abort: {{ header_abort: {{}}, percentage: {{ numerator: 100 }} }} }}"),
        Route("/never", $"fault: {{ {Types}.fault.v3.HTTPFault, max_active_faults: 0, abort: {{ http_status: 503, percentage: {{ numerator: 100 }} }} }}"),
        Route("/form", $"csrf: {{ {Types}.csrf.v3.CsrfPolicy, filter_enabled: {All}, additional_origins: [{{ suffix: .friend.example }}] }}"),
        Route("/buffered", $"buffer: {{ {Types}.buffer.v3.BufferPerRoute, buffer: {{ max_request_bytes: 10 }} }}"),
        Route("/mutated", $"header_mutation: {{ {Types}.header_mutation.v3.HeaderMutationPerRoute, mutations: {{ response_mutations: [{{ append: {{ header: {{ key: x-mutated, value: route }} }} }}] }} }}"),
        "{ match: { prefix: / }, route: { cluster: a } }"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task HealthCheck_IsAnsweredHere()
    {
        var seen = await _gateway.GetAsync("/healthz");
        Assert.Equal((200, 0, 0), (seen.Response.Status, seen.Response.Body.Length, seen.Upstream.Count));
        await _gateway.PostAdminAsync("/healthcheck/fail");
        var failing = await _gateway.GetAsync("/healthz");
        Assert.Equal((503, "true"), (failing.Response.Status, failing.Response.Headers.Find("x-envoy-immediate-health-check-fail")));
    }

    [Fact]
    public async Task RateLimit_RefusesWhenTheBucketIsEmpty()
    {
        Assert.Equal(200, (await _gateway.GetAsync("/limited")).Response.Status);
        Assert.Equal(200, (await _gateway.GetAsync("/limited")).Response.Status);
        var seen = await _gateway.GetAsync("/limited");
        Assert.Equal((429, "local_rate_limited", "yes"), (seen.Response.Status, seen.Response.Text, seen.Response.Headers.Find("x-limited")));
        Assert.Empty(seen.Upstream);
        Assert.Equal((3, 2, 1, 1), (Stat("lim", "enabled"), Stat("lim", "ok"), Stat("lim", "rate_limited"), Stat("lim", "enforced")));
        // Of other routes it takes nothing.
        Assert.Equal(200, (await _gateway.GetAsync("/")).Response.Status);
    }

    [Fact]
    public async Task RateLimit_ThatIsNotEnforced_MarksTheRequest()
    {
        Assert.Null(Assert.Single((await _gateway.GetAsync("/watched")).Upstream).Headers.Find("x-over"));
        Assert.Equal("1", Assert.Single((await _gateway.GetAsync("/watched")).Upstream).Headers.Find("x-over"));
        Assert.Equal((1, 0), (Stat("watch", "rate_limited"), Stat("watch", "enforced")));
    }

    [Theory]
    [InlineData("/teapot", "x-fault: 1", 418)]
    [InlineData("/teapot", "x-other: 1", 200)]
    [InlineData("/grpc-fault", "x: y", 503)]
    [InlineData("/never", "x: y", 200)]
    [InlineData("/asked", "x-envoy-fault-abort-request: 404", 404)]
    [InlineData("/asked", "x-envoy-fault-abort-request: 42", 200)]
    [InlineData("/asked", "x: y", 200)]
    public async Task Fault_EndsRequestsThatAreMeant(string path, string header, int status)
    {
        var seen = await _gateway.GetAsync(path, header);
        Assert.Equal((status, status == 200 ? 1 : 0), (seen.Response.Status, seen.Upstream.Count));
        if (status != 200)
            Assert.Equal("fault filter abort", seen.Response.Text);
    }

    [Fact]
    public async Task Fault_OfGrpc_IsAGrpcStatus()
    {
        var seen = await _gateway.SendAsync(RawRequest.Post("/grpc-fault", "", "content-type: application/grpc"));
        Assert.Equal((200, "14", "fault filter abort"), (seen.Response.Status, seen.Response.Headers.Find("grpc-status"), seen.Response.Headers.Find("grpc-message")));
    }

    [Theory]
    [InlineData("/slow", "x: y", 150)]
    [InlineData("/asked", "x-envoy-fault-delay-request: 200", 150)]
    public async Task Fault_DelaysRequests(string path, string header, int least)
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await _gateway.GetAsync(path, header)).Response.Status);
        Assert.True(watch.ElapsedMilliseconds >= least, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(1, _gateway.Stat("http.test.fault.delays_injected"));
        Assert.Equal(0, _gateway.Stat("http.test.fault.active_faults"));
    }

    [Theory]
    [InlineData("POST", "origin: http://{host}", 200)]
    [InlineData("POST", "origin: http://www.friend.example", 200)]
    [InlineData("POST", "referer: http://{host}/page?x", 200)]
    [InlineData("POST", "origin: http://evil.example", 403)]
    [InlineData("DELETE", "x: y", 403)]
    [InlineData("GET", "origin: http://evil.example", 200)]
    public async Task Csrf_RefusesChangesOfOtherSites(string method, string header, int status)
    {
        var seen = await _gateway.SendAsync(RawRequest.Lines($"{method} /form HTTP/1.1", "Host: {host}", "Content-Length: 0", header));
        Assert.Equal(status, seen.Response.Status);
        if (status == 403)
            Assert.Equal("Invalid origin", seen.Response.Text);
    }

    [Fact]
    public async Task Buffer_GivesALengthAndRefusesWhatIsLonger()
    {
        var chunked = RawRequest.Lines("POST /buffered HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked");
        var upstream = Assert.Single((await _gateway.SendAsync(chunked with { Body = "4\r\nabcd\r\n6\r\nefghij\r\n0\r\n\r\n" })).Upstream);
        Assert.Equal(("10", null, "abcdefghij"), (upstream.Headers.Find("content-length"), upstream.Headers.Find("transfer-encoding"), System.Text.Encoding.ASCII.GetString(upstream.Body)));
        var longer = await _gateway.SendAsync(chunked with { Body = "b\r\nabcdefghijk\r\n0\r\n\r\n" });
        Assert.Equal((413, "Payload Too Large"), (longer.Response.Status, longer.Response.Text));
        Assert.Equal(413, (await _gateway.SendAsync(RawRequest.Post("/buffered", "abcdefghijk"))).Response.Status);
        // The filter is off where no route turns it on.
        Assert.Equal(200, (await _gateway.SendAsync(RawRequest.Post("/", new string('x', 2000)))).Response.Status);
    }

    [Fact]
    public async Task HeaderMutation_ChangesBothWays()
    {
        var seen = await _gateway.GetAsync("/mutated/x", "x-gone: 1", "x-added: old");
        Assert.Equal(["filter", "route"], seen.Response.Headers.All("x-mutated"));
        var headers = Assert.Single(seen.Upstream).Headers;
        Assert.Equal((null, "/mutated/x"), (headers.Find("x-gone"), headers.Find("x-added")));
        Assert.Equal("filter", (await _gateway.GetAsync("/")).Response.Headers.Find("x-mutated"));
    }

    private long Stat(string prefix, string name) => _gateway.Stat($"{prefix}.http_local_rate_limit.{name}");

    private static string Route(string path, string filter) =>
        $"{{ match: {{ prefix: {path} }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.{filter} }} }}";
}
