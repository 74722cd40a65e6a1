using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Certificates of clients and to hosts, static secrets and inline material, and the header <c>x-forwarded-client-cert</c> as Envoy writes it.</summary>
public sealed class MutualTlsTests : IAsyncLifetime
{
    private const string Subject = "CN=Test Client,OU=Lyft,L=San Francisco,ST=California,C=US";
    private readonly TestPki _pki = new();
    private readonly TestPki _strangers = new();
    private X509Certificate2 _client = null!;
    private X509Certificate2 _stranger = null!;
    private WebApplication _host = null!;
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        using var server = _pki.Issue("server", "CN=server", ["localhost"], "spiffe://test/edge");
        _client = _pki.Issue("client", Subject, ["client.test", "www.client.test"], "http://testclient.lyft.com");
        _stranger = _strangers.Issue("stranger", Subject, ["client.test"]);
        _host = await StartHostAsync(server);
        var port = new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        _gateway = await EnvoyGateway.StartAsync((a, _) => Write(a, port));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _host.DisposeAsync();
        _client.Dispose();
        _stranger.Dispose();
        _pki.Dispose();
        _strangers.Dispose();
    }

    [Theory]
    [InlineData("required", true, true)]
    [InlineData("required", false, false)]
    [InlineData("optional", true, true)]
    [InlineData("optional", false, true)]
    [InlineData("named", true, true)]
    [InlineData("named", false, false)]
    [InlineData("misnamed", true, false)]
    [InlineData("hashed", true, true)]
    [InlineData("mishashed", true, false)]
    public async Task Client_IsLetInWithTheRightCertificate(string listener, bool hasCertificate, bool isLetIn) =>
        Assert.Equal(isLetIn, (await TryAsync(listener, hasCertificate ? _client : null)).Contains(" 200 OK", StringComparison.Ordinal));

    [Theory]
    [InlineData("required")]
    [InlineData("optional")]
    public async Task Client_WithACertificateOfAnotherAuthority_IsRefused(string listener) => Assert.Equal("", await TryAsync(listener, _stranger));

    /// <summary>The example of Envoy's documentation, key by key.</summary>
    [Fact]
    public async Task Header_IsWrittenAsEnvoyWritesIt()
    {
        var header = await HeaderAsync("required", _client, "x-forwarded-client-cert: Hash=forged");
        var hash = Convert.ToHexStringLower(SHA256.HashData(_client.RawData));
        var pem = $"{_client.ExportCertificatePem()}\n".Replace("\n", "%0A", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal)
            .Replace("+", "%2B", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal);
        Assert.Equal(
            $"By=spiffe://test/edge;Hash={hash};Cert=\"{pem}\";Chain=\"{pem}\";Subject=\"{Subject}\";URI=http://testclient.lyft.com/;DNS=client.test;DNS=www.client.test", header);
    }

    [Theory]
    [InlineData("optional", true, "given,set")]
    [InlineData("optional", false, null)]
    [InlineData("named", true, "given")]
    [InlineData("named-always", false, "given")]
    [InlineData("hashed", true, null)]
    public async Task Header_IsForwardedAsTheListenerSays(string listener, bool hasCertificate, string? expected)
    {
        var header = await HeaderAsync(listener, hasCertificate ? _client : null, "x-forwarded-client-cert: given");
        Assert.Equal(expected, header is null ? null : string.Join(',', header.Split(',').Select(element => element.StartsWith("By=", StringComparison.Ordinal) ? "set" : element)));
    }

    /// <summary>A connection without TLS, and no setting: nobody else's word on a certificate goes upstream.</summary>
    [Fact]
    public async Task Header_OfACleartextClient_IsTakenAway()
    {
        var seen = await _gateway.SendAsync("clear", RawRequest.Get("/seen", "x-forwarded-client-cert: Hash=forged"));
        Assert.Null(seen.Upstream[0].Headers.Find("x-forwarded-client-cert"));
    }

    [Theory]
    [InlineData("/host", 200, "CN=Test Client")]
    [InlineData("/misnamed-host", 503, "")]
    [InlineData("/unknown-host", 503, "")]
    public async Task Host_GetsTheCertificateAndIsChecked(string target, int status, string subject)
    {
        var seen = await _gateway.SendAsync("clear", RawRequest.Get(target));
        Assert.Equal(status, seen.Response.Status);
        Assert.StartsWith(status == 200 ? subject : "upstream connect error", seen.Response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TlsParameters_LimitTheVersion()
    {
        using var connection = await TlsConnection.OpenAsync(_gateway.AddressOf("optional"), "localhost");
        Assert.Equal(SslProtocols.Tls12, connection.Version);
        await Assert.ThrowsAnyAsync<Exception>(() => TlsConnection.OpenAsync(_gateway.AddressOf("optional"), "localhost", versions: SslProtocols.Tls13));
    }

    [Fact]
    public async Task AdminPort_ShowsCertificatesAndNoKeys()
    {
        using var client = new HttpClient();
        var certificates = await client.GetStringAsync(new Uri(_gateway.Admin, "/certs"), TestContext.Current.CancellationToken);
        Assert.Contains("<inline>", certificates, StringComparison.Ordinal);
        Assert.Contains("spiffe://test/edge", certificates, StringComparison.Ordinal);
        foreach (var path in new[] { "/config_dump", "/gateway_config" })
        {
            var dump = await client.GetStringAsync(new Uri(_gateway.Admin, path), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("PRIVATE KEY", dump, StringComparison.Ordinal);
            Assert.Contains("SANITIZE_SET", dump.Replace("sanitize_set", "SANITIZE_SET", StringComparison.Ordinal).Replace("SanitizeSet", "SANITIZE_SET", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static async Task<WebApplication> StartHostAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(
            X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null),
            https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            })));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(context.Connection.ClientCertificate!.GetNameInfo(X509NameType.SimpleName, false) is var name ? $"CN={name}" : ""));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private async Task<string> TryAsync(string listener, X509Certificate2? certificate)
    {
        try
        {
            using var connection = await TlsConnection.OpenAsync(_gateway.AddressOf(listener), "localhost", certificate: certificate);
            return await connection.GetAsync("/seen", "localhost");
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return "";
        }
    }

    private async Task<string?> HeaderAsync(string listener, X509Certificate2? certificate, string header)
    {
        var id = Guid.NewGuid().ToString("N");
        if (listener == "named-always")
            return (await _gateway.SendAsync(listener, RawRequest.Get("/seen", header))).Upstream[0].Headers.Find("x-forwarded-client-cert");
        using var connection = await TlsConnection.OpenAsync(_gateway.AddressOf(listener), "localhost", certificate: certificate);
        Assert.Contains(" 200 OK", await connection.GetAsync($"/seen?{id}", "localhost", header), StringComparison.Ordinal);
        return _gateway.Backends.Seen(id)[0].Headers.Find("x-forwarded-client-cert");
    }

    private string Write(int seen, int host)
    {
        var hash = Convert.ToHexString(SHA256.HashData(_client.RawData));
        var spki = Convert.ToBase64String(SHA256.HashData(_client.PublicKey.ExportSubjectPublicKeyInfo()));
        const string Everything = "forward_client_cert_details: sanitize_set, set_current_client_cert_details: { subject: true, cert: true, chain: true, uri: true, dns: true }";
        return $$"""
            static_resources:
              secrets:
              - name: server_secret
                tls_certificate:
                  certificate_chain: { inline_string: {{Quote("server.crt")}} }
                  private_key: { inline_bytes: {{Convert.ToBase64String(File.ReadAllBytes(_pki.PathOf("server.key")))}} }
              - name: authorities
                validation_context: { trusted_ca: { filename: {{_pki.AuthorityFile}} } }
              listeners:
            {{Listener("required", $"common_tls_context: {{ {Secret}, validation_context_sds_secret_config: {{ name: authorities }} }}, require_client_certificate: true", Everything)}}
            {{Listener("optional", $"common_tls_context: {{ {Secret}, tls_params: {{ tls_maximum_protocol_version: TLSv1_2 }}, validation_context: {{ trusted_ca: {{ inline_string: {Quote("ca.crt")} }} }} }}", "forward_client_cert_details: APPEND_FORWARD")}}
            {{Listener("named", $"common_tls_context: {{ {Files}, validation_context: {{ trusted_ca: {{ filename: {_pki.AuthorityFile} }}, match_typed_subject_alt_names: [{{ san_type: URI, matcher: {{ prefix: 'http://testclient' }} }}], verify_certificate_hash: [{hash}] }} }}", "forward_client_cert_details: FORWARD_ONLY")}}
            {{Listener("misnamed", $"common_tls_context: {{ {Files}, combined_validation_context: {{ default_validation_context: {{ match_typed_subject_alt_names: [{{ san_type: DNS, matcher: {{ exact: other.test }} }}], trusted_ca: {{ filename: {_pki.AuthorityFile} }} }}, validation_context_sds_secret_config: {{ name: authorities }} }} }}", "server_name: x")}}
            {{Listener("hashed", $"common_tls_context: {{ {Files}, validation_context: {{ verify_certificate_hash: [{new string('0', 64)}], verify_certificate_spki: ['{spki}'] }} }}", "server_name: x")}}
            {{Listener("mishashed", $"common_tls_context: {{ {Files}, validation_context: {{ verify_certificate_hash: [{new string('0', 64)}] }} }}", "server_name: x")}}
            {{Listener("named-always", "", "forward_client_cert_details: ALWAYS_FORWARD_ONLY")}}
            {{Listener("clear", "", "server_name: x")}}
              clusters:
              - { name: seen, type: STATIC, {{Endpoint(seen)}} }
              - { name: host, type: STATIC, {{Endpoint(host)}}, {{Upstream("spiffe://test/edge")}} }
              - { name: misnamed, type: STATIC, {{Endpoint(host)}}, {{Upstream("spiffe://test/other")}} }
              - { name: unknown, type: STATIC, {{Endpoint(host)}}, transport_socket: { name: tls, typed_config: { "@type": x/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: { {{ClientFiles}}, validation_context: { trusted_ca: { filename: {{_strangers.AuthorityFile}} } } } } } }
            """;
    }

    private static string Secret => "tls_certificate_sds_secret_configs: [{ name: server_secret }]";

    private string Files => $"tls_certificates: [{{ certificate_chain: {{ filename: {_pki.PathOf("server.crt")} }}, private_key: {{ filename: {_pki.PathOf("server.key")} }} }}]";

    private string ClientFiles => $"tls_certificates: [{{ certificate_chain: {{ filename: {_pki.PathOf("client.crt")} }}, private_key: {{ filename: {_pki.PathOf("client.key")} }} }}]";

    private string Quote(string file) => "\"" + File.ReadAllText(_pki.PathOf(file)).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private string Upstream(string name) =>
        $"transport_socket: {{ name: tls, typed_config: {{ \"@type\": x/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, sni: localhost, common_tls_context: "
        + $"{{ {ClientFiles}, validation_context: {{ trusted_ca: {{ filename: {_pki.AuthorityFile} }}, match_typed_subject_alt_names: [{{ san_type: URI, matcher: {{ exact: '{name}' }} }}] }} }} }} }}";

    private static string Endpoint(int port) =>
        $"load_assignment: {{ endpoints: [{{ lb_endpoints: [{{ endpoint: {{ address: {{ socket_address: {{ address: 127.0.0.1, port_value: {port} }} }} }} }}] }}] }}";

    private static string Listener(string name, string tls, string manager) => $$"""
              - name: {{name}}
                address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
                filter_chains:
                - filters:
                  - name: envoy.filters.network.http_connection_manager
                    typed_config: { stat_prefix: {{name}}, {{manager}}, http_filters: [{ name: envoy.filters.http.router }], route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [
                      { match: { prefix: /host }, route: { cluster: host } }, { match: { prefix: /misnamed-host }, route: { cluster: misnamed } },
                      { match: { prefix: /unknown-host }, route: { cluster: unknown } }, { match: { prefix: / }, route: { cluster: seen } }] }] } }
                  {{(tls.Length == 0 ? "name: clear" : $"transport_socket: {{ name: tls, typed_config: {{ \"@type\": x/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, {tls} }} }}")}}
        """;
}
