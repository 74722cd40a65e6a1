using System.Collections.Concurrent;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's ext_authz filter before a service that is asked by HTTP.</summary>
public sealed class ServedExtAuthzTests : IAsyncLifetime
{
    private const string Settings = """
        http_service: {
          server_uri: { uri: "http://auth", cluster: auth, timeout: 5s }, path_prefix: /check,
          authorization_request: {
            allowed_headers: { patterns: [{ exact: x-conformance-id }, { prefix: x-allowed }] },
            headers_to_add: [{ key: x-edge, value: "%REQ(x-allowed-one)%!" }] },
          authorization_response: {
            allowed_upstream_headers: { patterns: [{ exact: x-user }] },
            allowed_upstream_headers_to_append: { patterns: [{ exact: x-groups }] },
            allowed_client_headers: { patterns: [{ exact: x-reason }, { exact: set-cookie }] },
            allowed_client_headers_on_success: { patterns: [{ exact: x-quota }] } } }
        """;

    private readonly ConcurrentDictionary<string, string> _asked = new();
    private KestrelBackend _service = null!;

    public async ValueTask InitializeAsync() => _service = await KestrelBackend.StartAsync(HttpProtocols.Http1, AnswerAsync);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task AllowedRequest_PassesWithTheServicesHeaders()
    {
        await using var gateway = await StartAsync(Settings);
        var seen = await gateway.GetAsync("/ok?q=1", "authorization: Bearer 1", "x-allowed-one: one", "x-other: two", "x-user: forged", "x-groups: mine", "x-secret: s", "cookie: c=1");
        Assert.Equal(200, seen.Response.Status);
        Assert.Equal("1", seen.Response.Headers.Find("x-quota"));
        Assert.Null(seen.Response.Headers.Find("x-user"));
        var upstream = Assert.Single(seen.Upstream);
        Assert.Equal("alice", upstream.Headers.Find("x-user"));
        Assert.Equal("mine,admins", upstream.Headers.Find("x-groups"));
        Assert.Null(upstream.Headers.Find("x-secret"));
        Assert.Null(upstream.Headers.Find("x-hidden"));
        Assert.Equal("two", upstream.Headers.Find("x-other"));
        var asked = Assert.Single(_asked.Values);
        Assert.StartsWith($"GET /check/ok?q=1 host={gateway.Target.Host} length=0 ", asked, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer 1;", asked, StringComparison.Ordinal);
        Assert.Contains("x-allowed-one: one;", asked, StringComparison.Ordinal);
        Assert.Contains("x-edge: one!;", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("x-other", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("ookie", asked, StringComparison.Ordinal);
        Assert.Equal((1, 1), (gateway.Stat("http.test.ext_authz.ok"), gateway.Stat("cluster.a.ext_authz.ok")));
    }

    [Fact]
    public async Task DeniedRequest_GetsTheServicesStatusBodyAndAllowedHeaders()
    {
        await using var gateway = await StartAsync(Settings);
        var seen = await gateway.GetAsync("/deny");
        Assert.Equal((401, "denied by service"), (seen.Response.Status, seen.Response.Text));
        Assert.Empty(seen.Upstream);
        var headers = seen.Response.Headers;
        Assert.Equal(("Basic", "because", null), (headers.Find("www-authenticate"), headers.Find("x-reason"), headers.Find("x-internal")));
        Assert.Equal(["a=1", "b=2"], headers.All("set-cookie"));
        Assert.Equal(1, gateway.Stat("http.test.ext_authz.denied"));
        var redirect = await gateway.GetAsync("/redirect");
        Assert.Equal((302, "https://login.example/"), (redirect.Response.Status, redirect.Response.Headers.Find("location")));
    }

    [Fact]
    public async Task DeniedRequest_WithoutAList_GetsAllHeaders()
    {
        await using var gateway = await StartAsync("http_service: { server_uri: { uri: \"http://auth\", cluster: auth, timeout: 5s }, path_prefix: /check }");
        var seen = await gateway.GetAsync("/deny");
        Assert.Equal(("because", "secret", "text/weird"), (seen.Response.Headers.Find("x-reason"), seen.Response.Headers.Find("x-internal"), seen.Response.Headers.Find("content-type")));
        Assert.Equal("denied by service".Length.ToString(), seen.Response.Headers.Find("content-length"));
    }

    [Theory]
    [InlineData("/fail", "", 403)]
    [InlineData("/long", "", 403)]
    [InlineData("/fail", ", status_on_error: { code: ServiceUnavailable }", 503)]
    [InlineData("/slow", ", status_on_error: { code: 504 }", 504)]
    [InlineData("/fail", ", failure_mode_allow: true, failure_mode_allow_header_add: true", 200)]
    [InlineData("/slow", ", failure_mode_allow: true", 200)]
    public async Task FailingService_RefusesOrLetsPass(string path, string settings, int status)
    {
        await using var gateway = await StartAsync(Settings.Replace("timeout: 5s", path == "/slow" ? "timeout: 0.1s" : "timeout: 5s", StringComparison.Ordinal) + settings);
        var seen = await gateway.GetAsync(path, "x-envoy-auth-failure-mode-allowed: forged");
        Assert.Equal((status, status == 200 ? 1 : 0), (seen.Response.Status, seen.Upstream.Count));
        Assert.Equal(1, gateway.Stat("http.test.ext_authz.error"));
        if (status == 200)
            Assert.Equal(settings.Contains("add: true", StringComparison.Ordinal) ? "true" : null, seen.Upstream[0].Headers.Find("x-envoy-auth-failure-mode-allowed"));
    }

    [Fact]
    public async Task UnreachableService_IsAFailure()
    {
        using var closed = new ClosedPort();
        await using var gateway = await StartAsync(Settings, closed.Number);
        Assert.Equal(403, (await gateway.GetAsync("/ok")).Response.Status);
    }

    [Fact]
    public async Task Body_IsSentWhole()
    {
        await using var gateway = await StartAsync(Settings + ", with_request_body: { max_request_bytes: 10 }");
        var seen = await gateway.SendAsync(RawRequest.Post("/ok", "0123456789"));
        Assert.Equal(200, seen.Response.Status);
        Assert.Equal("0123456789", System.Text.Encoding.ASCII.GetString(Assert.Single(seen.Upstream).Body));
        var asked = Assert.Single(_asked.Values);
        Assert.Contains("length=10", asked, StringComparison.Ordinal);
        Assert.EndsWith("x-envoy-auth-partial-body: false;x-edge: !;body=0123456789", asked, StringComparison.Ordinal);
        var longer = await gateway.SendAsync(RawRequest.Post("/ok", "0123456789x"));
        Assert.Equal((413, "Payload Too Large", 0), (longer.Response.Status, longer.Response.Text, longer.Upstream.Count));
    }

    [Fact]
    public async Task Body_IsSentInPartWhereAllowed()
    {
        await using var gateway = await StartAsync(Settings + ", with_request_body: { max_request_bytes: 4, allow_partial_message: true }");
        var body = new string('x', 100_000);
        var seen = await gateway.SendAsync(RawRequest.Lines("POST /ok HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked") with { Body = $"186a0\r\n{body}\r\n0\r\n\r\n" });
        Assert.Equal(200, seen.Response.Status);
        Assert.Equal(body, System.Text.Encoding.ASCII.GetString(Assert.Single(seen.Upstream).Body));
        Assert.EndsWith("x-envoy-auth-partial-body: true;x-edge: !;body=xxxx", Assert.Single(_asked.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_TurnTheFilterOff()
    {
        await using var gateway = await StartAsync(Settings, 0,
            "{ match: { prefix: /deny/free }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.ext_authz: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute, disabled: true } } }",
            "{ match: { prefix: /deny/off }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.ext_authz: { \"@type\": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true } } }",
            "{ match: { prefix: /deny/page }, direct_response: { status: 200 } }",
            "{ match: { prefix: /deny }, route: { cluster: a } }");
        Assert.Equal(200, (await gateway.GetAsync("/deny/free")).Response.Status);
        Assert.Equal(200, (await gateway.GetAsync("/deny/off")).Response.Status);
        Assert.Equal(401, (await gateway.GetAsync("/deny/page")).Response.Status);
        Assert.Equal(401, (await gateway.GetAsync("/deny/else")).Response.Status);
        // Envoy asks about no request that has no route.
        Assert.Equal(404, (await gateway.GetAsync("/nowhere")).Response.Status);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task DisabledFilter_IsTurnedOnByARoute()
    {
        await using var gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
            $"{{ name: authz, disabled: true, typed_config: {{ \"@type\": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz, {Settings} }} }}",
            "{ match: { prefix: /deny/on }, route: { cluster: a }, typed_per_filter_config: { authz: { \"@type\": type.googleapis.com/envoy.config.route.v3.FilterConfig, config: {} } } }",
            "{ match: { prefix: / }, route: { cluster: a } }") + EnvoyFile.Cluster("auth", _service.Port));
        Assert.Equal(401, (await gateway.GetAsync("/deny/on")).Response.Status);
        Assert.Equal(200, (await gateway.GetAsync("/deny")).Response.Status);
    }

    [Fact]
    public async Task ClearRouteCache_MatchesAgainWithTheServicesHeaders()
    {
        await using var gateway = await StartAsync(Settings + ", clear_route_cache: true", 0,
            "{ match: { prefix: /, headers: [{ name: x-user, string_match: { exact: alice } }] }, route: { cluster: b } }",
            "{ match: { prefix: / }, route: { cluster: a } }");
        Assert.Equal("pong", Assert.Single((await gateway.GetAsync("/ok")).Upstream).Backend);
    }

    [Fact]
    public async Task RefusedRequest_IsFlagged()
    {
        var log = Path.GetTempFileName();
        await using (var gateway = await EnvoyGateway.StartWithAsync(File(Settings, _service.Port, "{ match: { prefix: / }, route: { cluster: a } }").Replace(
            "stat_prefix: test", $"stat_prefix: test\n          access_log: [{{ name: envoy.access_loggers.file, typed_config: {{ path: {log}, log_format: {{ text_format_source: {{ inline_string: \"%RESPONSE_CODE% %RESPONSE_FLAGS%\\n\" }} }} }} }}]", StringComparison.Ordinal)))
        {
            await gateway.GetAsync("/deny");
        }

        Assert.Equal("401 UAEX\n", await System.IO.File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
        System.IO.File.Delete(log);
    }

    private static string File(string settings, int port, params string[] routes) => EnvoyFile.WithFilters(
        $"{{ name: envoy.filters.http.ext_authz, typed_config: {{ \"@type\": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz, {settings} }} }}",
        routes) + EnvoyFile.Cluster("auth", port);

    private Task<EnvoyGateway> StartAsync(string settings, int port = 0, params string[] routes) => EnvoyGateway.StartWithAsync(
        File(settings, port > 0 ? port : _service.Port, routes.Length > 0 ? routes : ["{ match: { prefix: / }, route: { cluster: a } }"]));

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = string.Concat(request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")).Select(header => $"{header.Key}: {header.Value};"));
        _asked[Guid.NewGuid().ToString()] = $"{request.Method} {target} host={request.Host} length={request.ContentLength} {headers}body={body}";
        if (target.StartsWith("/check/slow", StringComparison.Ordinal))
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        if (target.StartsWith("/check/fail", StringComparison.Ordinal))
        {
            response.StatusCode = 500;
        }
        else if (target.StartsWith("/check/long", StringComparison.Ordinal))
        {
            response.StatusCode = 401;
            await response.Body.WriteAsync(new byte[2 * 1024 * 1024]);
        }
        else if (target.StartsWith("/check/redirect", StringComparison.Ordinal))
        {
            response.StatusCode = 302;
            response.Headers.Location = "https://login.example/";
        }
        else if (target.StartsWith("/check/deny", StringComparison.Ordinal))
        {
            response.StatusCode = 401;
            response.ContentType = "text/weird";
            response.Headers.WWWAuthenticate = "Basic";
            response.Headers["x-reason"] = "because";
            response.Headers["x-internal"] = "secret";
            response.Headers.SetCookie = new(["a=1", "b=2"]);
            await response.WriteAsync("denied by service");
        }
        else
        {
            response.Headers["x-user"] = "alice";
            response.Headers["x-groups"] = "admins";
            response.Headers["x-hidden"] = "hidden";
            response.Headers["x-quota"] = "1";
            response.Headers["x-envoy-auth-headers-to-remove"] = "x-secret, host";
        }
    }
}
