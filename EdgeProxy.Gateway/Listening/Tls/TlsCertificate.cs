using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Listening;

/// <summary>The certificate of the TLS listener. Its files are checked once a second, and a pair that cannot be read changes nothing.</summary>
internal sealed partial class TlsCertificate : IDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
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
            _current = Load(_config);
        }
        catch (Exception failure) when (failure is not GatewayConfigException)
        {
            throw new GatewayConfigException([Error(config, failure)]);
        }

        if (!config.UseDevelopmentCertificate)
            _timer = time.CreateTimer(_ => Look(), null, CheckInterval, CheckInterval);
    }

    public X509Certificate2 Certificate => _current.Certificate;

    /// <summary>The certificate with its chain, prepared once for all handshakes.</summary>
    public SslStreamCertificateContext Context => _current.Context;

    /// <summary>What is wrong with the files of a configuration; null when nothing is.</summary>
    public static ConfigError? Validate(TlsConfig config)
    {
        try
        {
            Load(config).Certificate.Dispose();
            return null;
        }
        catch (GatewayConfigException failure)
        {
            return failure.Errors[0];
        }
        catch (Exception failure)
        {
            return Error(config, failure);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var written = Written();
        if (written == _written)
            return;
        _written = written;
        try
        {
            _current = Load(_config);
            Log.Reloaded(_logger, Certificate.Subject, Certificate.NotAfter);
        }
        catch (Exception failure)
        {
            // On a timer's thread: whatever is in the file, the pair in use stays.
            Log.NotReloaded(_logger, failure.Message);
        }
    }

    private (DateTime Certificate, DateTime Key) Written() => _config.CertificateFile is null
        ? default
        : (File.GetLastWriteTimeUtc(_config.CertificateFile), File.GetLastWriteTimeUtc(_config.KeyFile ?? _config.CertificateFile));

    private static ConfigError Error(TlsConfig config, Exception failure) =>
        new("Edge:Listener:Tls", $"the certificate '{config.CertificateFile}' cannot be read: {failure.Message}");

    private static Pair Load(TlsConfig config)
    {
        if (config.UseDevelopmentCertificate)
            return Make(DevelopmentCertificate.Find(), []);
        var chain = new X509Certificate2Collection();
        if (!IsPem(config.CertificateFile!))
            return Make(X509CertificateLoader.LoadPkcs12FromFile(config.CertificateFile!, config.Password), chain);
        chain.ImportFromPemFile(config.CertificateFile!);
        return Make(config.Password is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(config.CertificateFile!, password, config.KeyFile)
            : X509Certificate2.CreateFromPemFile(config.CertificateFile!, config.KeyFile), chain);
    }

    private static Pair Make(X509Certificate2 certificate, X509Certificate2Collection chain) =>
        new(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true));

    private static bool IsPem(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[5];
        // DER begins with the byte of a sequence; PEM may have text before its first line of dashes.
        return stream.ReadAtLeast(start, 1, throwOnEndOfStream: false) > 0 && start[0] != 0x30;
    }

    private sealed record Pair(X509Certificate2 Certificate, SslStreamCertificateContext Context);
}
