using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>A listener with a certificate of its own, as an Envoy file says it in either version.</summary>
public sealed class ServedTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ServedTlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=edge", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder, "tls.crt"), certificate.ExportCertificatePem());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("transport_socket: { name: envoy.transport_sockets.tls, typed_config: { \"@type\": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: {0} } }")]
    [InlineData("tls_context: { common_tls_context: {0} }")]
    public async Task IsServedWithTlsAlone(string form)
    {
        var common = $"{{ alpn_protocols: [h2, http/1.1], tls_certificates: [{{ certificate_chain: {{ filename: {_folder}/tls.crt }}, private_key: {{ filename: {_folder}/tls.key }} }}] }}";
        await using var gateway = await EnvoyGateway.StartAsync((_, _) => WithChain(form.Replace("{0}", common, StringComparison.Ordinal)));
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=edge" } });
        Assert.Equal("over TLS", await client.GetStringAsync($"https://{gateway.Target.Address.Authority}/", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{ tls_certificates: [{ certificate_chain: { filename: /nowhere.crt }, private_key: { filename: /nowhere.key } }] }", "there is no file '/nowhere.crt'.")]
    [InlineData("{ tls_certificates: [] }", "'tls_certificates' or 'tls_certificate_sds_secret_configs' must have a certificate.")]
    [InlineData("{ tls_certificates: [{ certificate_chain: { inline_string: x } }] }", "'private_key' is missing.")]
    [InlineData("{ tls_certificates: [{ private_key: { environment_variable: NO_SUCH_VARIABLE } }] }", "the variable 'NO_SUCH_VARIABLE' is not set.")]
    [InlineData("{ tls_certificate_sds_secret_configs: [{ name: x }] }", "there is no secret 'x' with a 'tls_certificate'")]
    [InlineData("{ validation_context: { match_typed_subject_alt_names: [{ san_type: DNS, matcher: { exact: a } }] } }", "'trusted_ca' must be given with names")]
    [InlineData("{ validation_context: { crl: { filename: /x } } }", "use certificates of a short life.")]
    [InlineData("{ tls_params: { cipher_suites: [NO-SUCH-SUITE] } }", "'NO-SUCH-SUITE' is not known")]
    public void SaysWhatItCannotDo(string common, string message)
    {
        var result = EnvoyConfigReader.Read(WithChain($"tls_context: {{ common_tls_context: {common} }}"), "envoy.yaml");
        Assert.Contains(result.Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
    }

    private static string WithChain(string tls) => EnvoyFile
        .WithRoutes("{ match: { prefix: / }, direct_response: { status: 200, body: { inline_string: over TLS } } }")
        .Replace("    - filters:", $"    - {tls}\n      filters:", StringComparison.Ordinal);
}
