using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The CORS filter in full (Envoy, "CORS").</summary>
public sealed class ServedCorsTests
{
    private const string Preflight = "access-control-request-method: GET";

    [Theory]
    [InlineData("exact: https://a.example", "https://a.example", true)]
    [InlineData("exact: https://a.example", "https://b.example", false)]
    [InlineData("exact: https://A.example, ignore_case: true", "https://a.example", true)]
    [InlineData("prefix: \"https://a\"", "https://a.example", true)]
    [InlineData("prefix: \"https://a\"", "http://a.example", false)]
    [InlineData("prefix: \"*\"", "https://any.example", true)]
    [InlineData("suffix: .example", "https://a.example", true)]
    [InlineData("suffix: .example", "https://a.example.evil", false)]
    [InlineData("contains: \".a.\"", "https://x.a.example", true)]
    [InlineData("safe_regex: { regex: 'https://[a-z]+\\.example' }", "https://a.example", true)]
    [InlineData("safe_regex: { regex: 'https://[a-z]+\\.example' }", "https://a.example.evil", false)]
    [InlineData("safe_regex: { google_re2: {}, regex: '\\*' }", "https://any.example", true)]
    public async Task Origin_IsMatched(string matcher, string origin, bool isAllowed)
    {
        await using var gateway = await StartAsync($"allow_origin_string_match: [{{ {matcher} }}], allow_methods: \"GET, PUT\"");
        var seen = await gateway.GetAsync("/", $"origin: {origin}");
        Assert.Equal(isAllowed ? origin : null, seen.Response.Headers.Find("access-control-allow-origin"));
        var preflight = await gateway.SendAsync(Options($"origin: {origin}", Preflight));
        Assert.Equal(isAllowed ? "GET,PUT" : null, preflight.Response.Headers.Find("access-control-allow-methods"));
        Assert.Equal(isAllowed ? 0 : 1, preflight.Upstream.Count);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task PreflightOfAnotherOrigin_IsForwardedUnlessSwitchedOff(string forward, int forwarded)
    {
        await using var gateway = await StartAsync($"allow_origin_string_match: [{{ exact: https://a.example }}], forward_not_matching_preflights: {forward}");
        var seen = await gateway.SendAsync(Options("origin: https://b.example", Preflight));
        Assert.Equal(200, seen.Response.Status);
        Assert.Null(seen.Response.Headers.Find("access-control-allow-origin"));
        Assert.Equal(forwarded, seen.Upstream.Count);
    }

    [Theory]
    [InlineData("allow_private_network_access: true", "access-control-request-private-network: true", "true")]
    [InlineData("allow_private_network_access: true", "access-control-request-private-network: false", null)]
    [InlineData("allow_private_network_access: false", "access-control-request-private-network: true", null)]
    public async Task PrivateNetwork_IsAllowedWhereConfiguredAndAskedFor(string setting, string header, string? expected)
    {
        await using var gateway = await StartAsync($"allow_origin_string_match: [{{ prefix: \"*\" }}], {setting}");
        var seen = await gateway.SendAsync(Options("origin: https://a.example", Preflight, header));
        Assert.Equal(expected, seen.Response.Headers.Find("access-control-allow-private-network"));
    }

    [Theory]
    [InlineData("{ default_value: { numerator: 0 } }", false)]
    [InlineData("{ default_value: { numerator: 100, denominator: hundred }, runtime_key: cors.enabled }", true)]
    [InlineData("{ default_value: { numerator: 1000000, denominator: MILLION } }", true)]
    public async Task FilterEnabled_CountsByItsDefault(string enabled, bool isOn)
    {
        await using var gateway = await StartAsync($"allow_origin_string_match: [{{ prefix: \"*\" }}], filter_enabled: {enabled}");
        var seen = await gateway.GetAsync("/", "origin: https://a.example");
        Assert.Equal(isOn ? "https://a.example" : null, seen.Response.Headers.Find("access-control-allow-origin"));
    }

    [Fact]
    public void PartOfTheRequests_IsRefused() => Assert.Contains(
        "50 percent is not supported: a policy is on for every request or for none.",
        Assert.Single(EnvoyConfigReader.Read(File("allow_origin_string_match: [{ prefix: \"*\" }], filter_enabled: { default_value: { numerator: 50 } }"), "f").Errors).Message,
        StringComparison.Ordinal);

    private static string File(string cors) => EnvoyFile.WithRoutes(
        $"{{ match: {{ prefix: / }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.cors: {{ \"@type\": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy, {cors} }} }} }}")
        .Replace("http_filters: [", "http_filters: [{ name: envoy.filters.http.cors }, ", StringComparison.Ordinal);

    private static RawRequest Options(params string[] headers) => RawRequest.Lines("OPTIONS / HTTP/1.1", ["Host: {host}", .. headers]);

    private static Task<EnvoyGateway> StartAsync(string cors) => EnvoyGateway.StartAsync((a, _) =>
        File(cors).Replace("port_value: 1 ", $"port_value: {a} ", StringComparison.Ordinal));
}
