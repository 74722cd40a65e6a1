using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Listening;

/// <summary>A certificate that is shown to clients. Its files are checked once a second, and a pair that cannot be read changes nothing.</summary>
internal sealed partial class TlsCertificate : IDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private readonly CertificateConfig? _config;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private (DateTime Certificate, DateTime Key) _written;
    private volatile Pair _current;

    /// <param name="config">The certificate; null for the development certificate.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    /// <exception cref="GatewayConfigException">The files cannot be read.</exception>
    public TlsCertificate(CertificateConfig? config, TimeProvider time, ILogger logger)
    {
        _config = config;
        _logger = logger;
        _written = Written();
        try
        {
            _current = Load();
        }
        catch (Exception failure) when (failure is not GatewayConfigException)
        {
            throw new GatewayConfigException([new ConfigError("TLS", $"the certificate '{config?.Chain}' cannot be read: {failure.Message}")]);
        }

        if (config?.Chain.File is not null || config?.Key?.File is not null)
            _timer = time.CreateTimer(_ => Look(), null, CheckInterval, CheckInterval);
    }

    /// <summary>The certificate with its chain, prepared once for all handshakes.</summary>
    public SslStreamCertificateContext Context => _current.Context;

    /// <summary>The host names of the certificate; that of its subject where it has none.</summary>
    public IReadOnlyList<string> Names => _current.Names;

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var written = Written();
        if (written == _written)
            return;
        _written = written;
        try
        {
            var loaded = Load();
            _current = loaded;
            Log.Reloaded(_logger, loaded.Context.TargetCertificate.Subject, loaded.Context.TargetCertificate.NotAfter);
        }
        catch (Exception failure)
        {
            // On a timer's thread: whatever is in the file, the pair in use stays.
            Log.NotReloaded(_logger, failure.Message);
        }
    }

    private (DateTime Certificate, DateTime Key) Written() => (Written(_config?.Chain.File), Written(_config?.Key?.File));

    private static DateTime Written(string? file) => file is null ? default : File.GetLastWriteTimeUtc(file);

    private Pair Load()
    {
        var (certificate, chain) = _config is null ? (DevelopmentCertificate.Find(), []) : PemLoader.Load(_config);
        var names = SubjectAltNames.Of(certificate).Where(name => name.Kind == SubjectAltNameKind.Dns).Select(name => name.Value).ToList();
        if (names.Count == 0)
            names.Add(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        return new Pair(SslStreamCertificateContext.Create(certificate, chain, offline: true), names);
    }

    private sealed record Pair(SslStreamCertificateContext Context, IReadOnlyList<string> Names);
}
