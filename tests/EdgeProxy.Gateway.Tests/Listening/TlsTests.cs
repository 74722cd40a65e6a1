using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string CertificateFile => Path.Combine(_folder, "tls.crt");

    private string KeyFile => Path.Combine(_folder, "tls.key");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task ServesBothProtocols(string version)
    {
        await using var gateway = await StartAsync();
        using var client = Client(_ => true);
        using var request = new HttpRequestMessage(HttpMethod.Get, SecureAddress(gateway))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("ping me ...", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("https", _backend.All.Single().Headers.Find("x-forwarded-proto"));
    }

    [Fact]
    public async Task AChangedCertificateIsTakenWithoutARestart()
    {
        await using var gateway = await StartAsync();
        WriteCertificate("CN=second");
        await Eventually.HoldsAsync("the second certificate", async () =>
        {
            var subject = "";
            using var client = Client(certificate =>
            {
                subject = certificate.Subject;
                return true;
            });
            (await client.GetAsync(SecureAddress(gateway), TestContext.Current.CancellationToken)).Dispose();
            return subject == "CN=second";
        });
    }

    [Fact]
    public async Task CleartextIsRedirectedWhereAsked()
    {
        await using var gateway = await StartAsync("Edge:Listener:RedirectToHttps=true");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await client.GetAsync(new Uri(gateway.Address, "/ping?a=1"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal($"https://{gateway.Address.Authority}/ping?a=1", response.Headers.Location!.OriginalString);
    }

    private static Uri SecureAddress(TestGateway gateway) => new($"https://{gateway.Listeners.Last()}/ping");

    private static HttpClient Client(Func<X509Certificate2, bool> accept)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => accept((X509Certificate2)certificate!);
        return new HttpClient(handler);
    }

    private Task<TestGateway> StartAsync(params string[] settings)
    {
        WriteCertificate("CN=first");
        return TestGateway.StartAsync(
        [
            .. Settings.BothOn(_backend.Port), "Edge:Listener:Tls:Address=127.0.0.1", "Edge:Listener:Tls:Port=0",
            $"Edge:Listener:Tls:CertificateFile={CertificateFile}", $"Edge:Listener:Tls:KeyFile={KeyFile}", .. settings,
        ]);
    }

    private void WriteCertificate(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
    }
}
