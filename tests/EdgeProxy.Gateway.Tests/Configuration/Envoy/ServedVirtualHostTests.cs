namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Which virtual host a running gateway takes: exact domain, longest suffix wildcard, longest prefix wildcard, <c>*</c>.</summary>
public sealed class ServedVirtualHostTests : IAsyncLifetime
{
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EnvoyGateway.StartAsync((_, _) => $$"""
        static_resources:
          listeners:
          - address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
            filter_chains:
            - filters:
              - name: envoy.http_connection_manager
                config:
                  stat_prefix: test
                  http_filters: [{ name: envoy.router }]
                  route_config:
                    virtual_hosts:
                    {{Host("any", "*")}}
                    {{Host("prefix", "api.*")}}
                    {{Host("long-prefix", "api.example.*")}}
                    {{Host("suffix", "*.example.com")}}
                    {{Host("long-suffix", "*.b.example.com")}}
                    {{Host("exact", "a.b.example.com")}}
                    {{Host("port", "a.b.example.com:81")}}
        """);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("a.b.example.com", "exact")]
    [InlineData("A.B.Example.COM", "exact")]
    [InlineData("a.b.example.com:81", "port")]
    [InlineData("x.b.example.com", "long-suffix")]
    [InlineData("x.y.example.com", "suffix")]
    [InlineData("api.example.com", "suffix")]
    [InlineData("api.example.net", "long-prefix")]
    [InlineData("api.other.net", "prefix")]
    [InlineData("example.com", "any")]
    [InlineData("b.example.com.evil", "any")]
    public async Task TheBestDomainWins(string host, string virtualHost)
    {
        var seen = await _gateway.SendAsync(Conformance.RawRequest.Lines("GET / HTTP/1.1", $"Host: {host}"));
        Assert.Equal(virtualHost, seen.Response.Text);
    }

    private static string Host(string name, string domain) =>
        $"- {{ name: {name}, domains: [\"{domain}\"], routes: [{{ match: {{ prefix: / }}, direct_response: {{ status: 200, body: {{ inline_string: {name} }} }} }}] }}";
}
