using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Filter chains of one listener, chosen by server name, transport protocol and ALPN (Envoy, "FilterChainMatch").</summary>
public sealed class FilterChainTests : IAsyncLifetime
{
    private readonly TestPki _pki = new();
    private EnvoyGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "exact", "wildcard", "alpn", "other" })
            _pki.Issue(name, $"CN={name}", [$"{name}.test"]);
        _gateway = await EnvoyGateway.StartAsync((_, _) => File($"""
            {Chain("exact", "server_names: [www.example.com]", Tls("exact", "h2, http/1.1"))}
            {Chain("alpn", "server_names: [www.example.com], application_protocols: [h2]", Tls("alpn", "h2"))}
            {Chain("wildcard", "server_names: ['*.example.com']", Tls("wildcard", "http/1.1"))}
            {Chain("none", "server_names: [plain.example.com]", Tls("wildcard", ""))}
            {Chain("clear", "transport_protocol: raw_buffer", "")}
            """, $"    default_filter_chain:\n{Body("other", Tls("other", "h2, http/1.1"))}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _pki.Dispose();
    }

    [Theory]
    [InlineData("www.example.com", "http/1.1", "exact", "http/1.1")]
    [InlineData("WWW.example.com", "http/1.1", "exact", "http/1.1")]
    [InlineData("www.example.com", "h2,http/1.1", "alpn", "h2")]
    [InlineData("a.example.com", "http/1.1", "wildcard", "http/1.1")]
    [InlineData("b.a.example.com", "h2,http/1.1", "wildcard", "http/1.1")]
    [InlineData("plain.example.com", "h2,http/1.1", "wildcard", "")]
    [InlineData("example.com", "http/1.1", "other", "http/1.1")]
    [InlineData("", "h2,http/1.1", "other", "h2")]
    public async Task Chain_IsChosenByServerNameAndProtocol(string serverName, string offered, string certificate, string protocol)
    {
        using var connection = await TlsConnection.OpenAsync(_gateway.AddressOf("edge"), serverName, offered.Split(','));
        Assert.Equal(($"CN={certificate}", protocol), (connection.Server, connection.Protocol));
    }

    [Theory]
    [InlineData("www.example.com", "exact")]
    [InlineData("a.example.com", "wildcard")]
    [InlineData("plain.example.com", "none")]
    [InlineData("elsewhere.test", "other")]
    public async Task Chain_HasItsOwnConnectionManager(string serverName, string body)
    {
        using var connection = await TlsConnection.OpenAsync(_gateway.AddressOf("edge"), serverName, serverName.StartsWith("plain", StringComparison.Ordinal) ? null : ["http/1.1"]);
        Assert.EndsWith($"\r\n\r\n{body}", await connection.GetAsync("/", serverName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CleartextConnection_IsOfTheChainOfRawBuffers() =>
        Assert.Equal("clear", (await _gateway.GetAsync("/")).Response.Text);

    /// <summary>A client may send its first message byte by byte, and in several segments.</summary>
    [Fact]
    public async Task FirstBytes_MayComeSlowly()
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(_gateway.AddressOf("edge"), Cancellation);
        foreach (var letter in "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray())
            await client.GetStream().WriteAsync(new[] { letter }, Cancellation);
        using var reader = new StreamReader(client.GetStream());
        Assert.EndsWith("clear", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ source_prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }] }", "a filter chain is chosen by server name, transport protocol and ALPN")]
    [InlineData("{ prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }] }", "a filter chain is chosen by server name, transport protocol and ALPN")]
    [InlineData("{ server_names: ['www.*'] }", "a name, and '*.' before one, are, as in Envoy.")]
    [InlineData("{ transport_protocol: quic }", "'quic' is not supported; tls and raw_buffer are.")]
    [InlineData("{ destination_port: 81 }", "'81' is not the port of the listener, 0")]
    [InlineData("{ server_names: [www.example.com] }", "another filter chain takes the same connections (server name 'www.example.com')")]
    public void Match_ThatCannotBeServed_IsRefused(string match, string message)
    {
        var file = File(Chain("exact", "server_names: [www.example.com]", "") + "\n" + Chain("x", match[1..^1], ""), "");
        Assert.Contains(message, Assert.Single(EnvoyConfigReader.Read(file, "envoy.yaml").Errors).Message, StringComparison.Ordinal);
    }

    private string Tls(string certificate, string protocols) =>
        $"transport_socket: {{ name: tls, typed_config: {{ \"@type\": x/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: "
        + $"{{ alpn_protocols: [{protocols}], tls_certificates: [{{ certificate_chain: {{ filename: {_pki.PathOf(certificate)}.crt }}, private_key: {{ filename: {_pki.PathOf(certificate)}.key }} }}] }} }} }}";

    private static string Chain(string body, string match, string tls) => $"      - filter_chain_match: {{ {match} }}\n{Body(body, tls)}";

    private static string Body(string body, string tls) => $$"""
                filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    stat_prefix: {{body}}
                    http_filters: [{ name: envoy.filters.http.router }]
                    route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { prefix: / }, direct_response: { status: 200, body: { inline_string: {{body}} } } }] }] }
                {{(tls.Length > 0 ? tls : "transport_socket: { name: raw_buffer }")}}
        """;

    private static string File(string chains, string last) => $$"""
        static_resources:
          listeners:
          - name: edge
            address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
            listener_filters: [{ name: envoy.filters.listener.tls_inspector, typed_config: { "@type": x/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector } }]
            filter_chains:
        {{chains}}
        {{last}}
        """;
}
