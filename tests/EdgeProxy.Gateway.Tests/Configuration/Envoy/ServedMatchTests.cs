using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The conditions of routes, asked of a running gateway over sockets.</summary>
public sealed class ServedMatchTests : IAsyncLifetime
{
    private static readonly string[] Routes =
    [
        Match("path: /exact", "exact"),
        Match("path: /NoCase, case_sensitive: false", "no-case"),
        Match("path_separated_prefix: /sep", "separated"),
        Match("safe_regex: { regex: \"/items/\\\\d+\" }", "regex"),
        Match("prefix: /h, headers: [{ name: x-a, exact_match: v }]", "header-exact"),
        Match("prefix: /h, headers: [{ name: x-a, prefix_match: p- }]", "header-prefix"),
        Match("prefix: /h, headers: [{ name: x-a, suffix_match: -s }]", "header-suffix"),
        Match("prefix: /h, headers: [{ name: x-a, safe_regex_match: { regex: \"[0-9]{3}\" } }]", "header-regex"),
        Match("prefix: /h, headers: [{ name: x-n, range_match: { start: 10, end: 20 } }]", "header-range"),
        Match("prefix: /h, headers: [{ name: x-a, string_match: { contains: MID, ignore_case: true } }]", "header-contains"),
        Match("prefix: /h, headers: [{ name: x-p }]", "header-present"),
        Match("prefix: /h, headers: [{ name: \":method\", exact_match: POST }]", "method"),
        Match("prefix: /h, headers: [{ name: x-a, invert_match: true, present_match: true }]", "header-absent"),
        Match("prefix: /q, query_parameters: [{ name: a, string_match: { exact: \"1\" } }, { name: b }]", "query"),
        "{ match: { prefix: /g, grpc: {} }, route: { cluster: b } }",
        Match("prefix: /f, runtime_fraction: { default_value: { numerator: 0 } }", "never"),
        Match("prefix: /", "rest"),
    ];

    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartAsync(Routes);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/exact", "exact")]
    [InlineData("/exact?q=1", "exact")]
    [InlineData("/exact/", "rest")]
    [InlineData("/nocase", "no-case")]
    [InlineData("/sep", "separated")]
    [InlineData("/sep/x", "separated")]
    [InlineData("/sepx", "rest")]
    [InlineData("/items/12", "regex")]
    [InlineData("/items/12/x", "rest")]
    [InlineData("/x/items/12", "rest")]
    [InlineData("/h", "header-exact", "x-a: v")]
    [InlineData("/h", "header-prefix", "x-a: p-1")]
    [InlineData("/h", "header-suffix", "x-a: 1-s")]
    [InlineData("/h", "header-regex", "x-a: 123")]
    [InlineData("/h", "rest", "x-a: 1234")]
    [InlineData("/h", "header-range", "x-a: none\r\nx-n: 10")]
    [InlineData("/h", "rest", "x-a: none\r\nx-n: 20")]
    [InlineData("/h", "header-contains", "x-a: amidst")]
    [InlineData("/h", "header-present", "x-a: none\r\nX-P:")]
    [InlineData("/h", "header-absent")]
    [InlineData("/q?a=1&b", "query")]
    [InlineData("/q?a=2&b", "rest")]
    [InlineData("/q?a=1", "rest")]
    [InlineData("/g", "pong you ...", "content-type: application/grpc")]
    [InlineData("/g", "rest")]
    [InlineData("/f", "rest")]
    public async Task TheFirstRouteWhoseConditionsHoldAnswers(string target, string route, string? headers = null)
    {
        var seen = await _gateway.GetAsync(target, headers is null ? [] : [headers]);
        Assert.Equal(route, seen.Response.Text);
    }

    [Fact]
    public async Task TheMethodIsAConditionOnAPseudoHeader() =>
        Assert.Equal("method", (await _gateway.SendAsync(RawRequest.Post("/h", "", "x-a: none"))).Response.Text);

    private static string Match(string conditions, string name) =>
        $"{{ match: {{ {conditions} }}, direct_response: {{ status: 200, body: {{ inline_string: {name} }} }} }}";
}
