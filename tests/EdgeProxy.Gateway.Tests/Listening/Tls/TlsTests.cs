using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class TlsTests : IAsyncLifetime
{
    /// <summary>The extension that marks a development certificate.</summary>
    private const string DevelopmentMark = "1.3.6.1.4.1.311.84.1.1";

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

    /// <summary>As ASP.NET has it: <c>Kestrel:Certificates:Default</c> names a file with certificate and key.</summary>
    [Fact]
    public async Task AnHttpsUrlTakesTheDefaultCertificateOfKestrel()
    {
        var file = Path.Combine(_folder, "site.pfx");
        using (var certificate = MakeCertificate("CN=pfx"))
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "secret"), TestContext.Current.CancellationToken);
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_backend.Port), "urls=http://127.0.0.1:0;https://127.0.0.1:0",
            $"Kestrel:Certificates:Default:Path={file}", "Kestrel:Certificates:Default:Password=secret",
        ]);
        using var client = Client(certificate => certificate.Subject == "CN=pfx");
        Assert.Equal("ping me ...", await client.GetStringAsync(SecureAddress(gateway), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("urls=https://127.0.0.1:0", "'https://127.0.0.1:0' needs a certificate: name one in Edge:Listener:Tls:CertificateFile")]
    [InlineData("Kestrel:Endpoints:Http:Url=http://127.0.0.1:0", "Kestrel:Endpoints: the gateway does not listen there")]
    public async Task WhatIsNotServedIsRefusedAtTheStart(string setting, string message)
    {
        var failure = await Assert.ThrowsAsync<GatewayConfigException>(() => TestGateway.StartAsync(setting));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A home with a certificate as <c>dotnet dev-certs https</c> makes it: one setting, and the gateway finds it.</summary>
    [Fact]
    public async Task TheDevelopmentCertificateTakesOneSetting()
    {
        var store = Directory.CreateDirectory(Path.Combine(_folder, ".dotnet/corefx/cryptography/x509stores/my"));
        using (var certificate = MakeCertificate("CN=localhost", DevelopmentMark))
        {
            var file = Path.Combine(store.FullName, certificate.Thumbprint + ".pfx");
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx), TestContext.Current.CancellationToken);
        }

        await using var gateway = new GatewayProcess(
            new() { ["HOME"] = _folder, ["ASPNETCORE_URLS"] = "https://{ip}:30443" },
            [.. TestSettings.BothOn(_backend.Port), "Edge:Listener:Tls:UseDevelopmentCertificate=true"]);
        await gateway.StartAsync();
        using var client = Client(certificate => certificate.Subject == "CN=localhost");
        Assert.Equal("ping me ...", await client.GetStringAsync($"https://{gateway.Ip}:30443/ping", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WithoutADevelopmentCertificateItSaysHowToGetOne()
    {
        await using var gateway = new GatewayProcess(new() { ["HOME"] = _folder }, ["Edge:Listener:Tls:UseDevelopmentCertificate=true"]);
        Assert.Equal(1, await gateway.RunToEndAsync());
        Assert.Contains("there is no development certificate; 'dotnet dev-certs https' makes one.", gateway.Output, StringComparison.Ordinal);
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
            .. TestSettings.BothOn(_backend.Port), "Edge:Listener:Tls:Address=127.0.0.1", "Edge:Listener:Tls:Port=0",
            $"Edge:Listener:Tls:CertificateFile={CertificateFile}", $"Edge:Listener:Tls:KeyFile={KeyFile}", .. settings,
        ]);
    }

    private void WriteCertificate(string subject)
    {
        using var certificate = MakeCertificate(subject);
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
    }

    private static X509Certificate2 MakeCertificate(string subject, string? mark = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (mark is not null)
            request.CertificateExtensions.Add(new X509Extension(mark, [2], critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
