using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Listening;

/// <summary>The certificate of the TLS listener. Its files are looked at once a second, and a pair that cannot be read changes nothing.</summary>
internal sealed partial class TlsCertificate : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private readonly TlsConfig _config;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private (DateTime Certificate, DateTime Key) _written;
    private volatile Pair _current;

    /// <exception cref="GatewayConfigException">The files cannot be read.</exception>
    public TlsCertificate(TlsConfig config, TimeProvider time, ILogger logger)
    {
        _config = config;
        _logger = logger;
        _written = Written();
        try
        {
            _current = Load();
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new GatewayConfigException(
                [new ConfigError("Edge:Listener:Tls", $"the certificate '{config.CertificateFile}' cannot be read: {failure.Message}")]);
        }

        if (!config.UseDevelopmentCertificate)
            _timer = time.CreateTimer(_ => Look(), null, LookInterval, LookInterval);
    }

    public X509Certificate2 Certificate => _current.Certificate;

    /// <summary>The certificate with its chain, made ready once for all handshakes.</summary>
    public SslStreamCertificateContext Context => _current.Context;

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var written = Written();
        if (written == _written)
            return;
        _written = written;
        try
        {
            _current = Load();
            Log.Reloaded(_logger, Certificate.Subject, Certificate.NotAfter);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Log.NotReloaded(_logger, failure.Message);
        }
    }

    private (DateTime Certificate, DateTime Key) Written() => _config.CertificateFile is null
        ? default
        : (File.GetLastWriteTimeUtc(_config.CertificateFile), File.GetLastWriteTimeUtc(_config.KeyFile ?? _config.CertificateFile));

    private Pair Load()
    {
        if (_config.UseDevelopmentCertificate)
            return Make(DevelopmentCertificate.Find(), []);
        var chain = new X509Certificate2Collection();
        if (!IsPem(_config.CertificateFile!))
            return Make(X509CertificateLoader.LoadPkcs12FromFile(_config.CertificateFile!, _config.Password), chain);
        chain.ImportFromPemFile(_config.CertificateFile!);
        return Make(_config.Password is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(_config.CertificateFile!, password, _config.KeyFile)
            : X509Certificate2.CreateFromPemFile(_config.CertificateFile!, _config.KeyFile), chain);
    }

    private static Pair Make(X509Certificate2 certificate, X509Certificate2Collection chain) =>
        new(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true));

    private static bool IsPem(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[5];
        // DER begins with the byte of a sequence; PEM may have words before its first line of dashes.
        return stream.ReadAtLeast(start, 1, throwOnEndOfStream: false) > 0 && start[0] != 0x30;
    }

    private sealed record Pair(X509Certificate2 Certificate, SslStreamCertificateContext Context);
}
