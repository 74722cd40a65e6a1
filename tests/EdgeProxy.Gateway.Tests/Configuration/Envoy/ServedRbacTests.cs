using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's rbac filter.</summary>
public sealed class ServedRbacTests : IAsyncLifetime
{
    private const string Type = "\"@type\": type.googleapis.com/envoy.extensions.filters.http.rbac.v3";
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
        $$"""
        { name: envoy.filters.http.rbac, typed_config: { {{Type}}.RBAC, rules: { action: ALLOW, policies: {
          readers: { permissions: [{ and_rules: { rules: [{ header: { name: ":method", string_match: { exact: GET } } }, { url_path: { path: { prefix: /read } } }] } }], principals: [{ any: true }] },
          writers: { permissions: [{ url_path: { path: { exact: /write } } }], principals: [{ header: { name: x-role, string_match: { exact: writer } } }] },
          near: { permissions: [{ url_path: { path: { exact: /near } } }], principals: [{ and_ids: { ids: [{ direct_remote_ip: { address_prefix: 127.1.2.3, prefix_len: 8 } }, { not_id: { header: { name: x-far, present_match: true } } }] } }] },
          far: { permissions: [{ url_path: { path: { exact: /far } } }], principals: [{ direct_remote_ip: { address_prefix: 10.0.0.0, prefix_len: 8 } }] },
          port: { permissions: [{ and_rules: { rules: [{ url_path: { path: { exact: /port } } }, { not_rule: { destination_port: 1 } }, { destination_port_range: { start: 1, end: 65536 } }] } }], principals: [{ any: true }] } } } } }
        """,
        $"{{ match: {{ prefix: /open }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.rbac: {{ {Type}.RBACPerRoute }} }} }}",
        $"{{ match: {{ prefix: /deny }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.rbac: {{ {Type}.RBACPerRoute, rbac: {{ rules: {{ action: DENY, policies: {{ bad: {{ permissions: [{{ any: true }}], principals: [{{ header: {{ name: x-bad, present_match: true }} }}] }} }} }} }} }} }} }}",
        "{ match: { prefix: / }, route: { cluster: a } }"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/read/x?y", "x: y", 200)]
    [InlineData("/other", "x: y", 403)]
    [InlineData("/write", "x-role: writer", 200)]
    [InlineData("/write", "x-role: reader", 403)]
    [InlineData("/near", "x: y", 200)]
    [InlineData("/near", "x-far: 1", 403)]
    [InlineData("/far", "x: y", 403)]
    [InlineData("/far", "x-forwarded-for: 10.0.0.1", 403)]
    [InlineData("/port", "x: y", 200)]
    [InlineData("/open", "x: y", 200)]
    [InlineData("/deny", "x: y", 200)]
    [InlineData("/deny", "x-bad: 1", 403)]
    public async Task Request_PassesByTheRules(string path, string header, int status)
    {
        var seen = await _gateway.GetAsync(path, header);
        Assert.Equal((status, status == 200 ? 1 : 0), (seen.Response.Status, seen.Upstream.Count));
        if (status == 403)
            Assert.Equal(("RBAC: access denied", 1), (seen.Response.Text, _gateway.Stat("http.test.rbac.denied")));
    }

    [Fact]
    public void AddressOfAHeader_IsRefused() => Assert.Contains(
        EnvoyConfigReader.Read(EnvoyFile.WithFilters(
            $"{{ name: envoy.filters.http.rbac, typed_config: {{ {Type}.RBAC, rules: {{ policies: {{ p: {{ permissions: [{{ any: true }}], principals: [{{ remote_ip: {{ address_prefix: 10.0.0.0, prefix_len: 8 }} }}] }} }} }} }} }}",
            "{ match: { prefix: / }, route: { cluster: a } }"), "f").Errors,
        error => error.Message.Contains("'direct_remote_ip' is the connection's address", StringComparison.Ordinal));
}
