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

    public X509Certificate2Collection Chain => _current.Chain;

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
            return new Pair(DevelopmentCertificate.Find(), []);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_config.CertificateFile!);
        return new Pair(X509Certificate2.CreateFromPemFile(_config.CertificateFile!, _config.KeyFile), chain);
    }

    private sealed record Pair(X509Certificate2 Certificate, X509Certificate2Collection Chain);
}
