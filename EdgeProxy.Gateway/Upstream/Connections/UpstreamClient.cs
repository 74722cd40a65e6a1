using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Makes the HTTP client of a host: a <see cref="SocketsHttpHandler"/> that adds nothing and decides nothing.</summary>
internal static class UpstreamClient
{
    public static HttpMessageInvoker Create(UpstreamHost host, ClusterConfig cluster, UpstreamConnector connector)
    {
        var handler = CreateHandler(cluster.IdleTimeout.ForTimer());
        handler.ConnectCallback = (_, cancellationToken) => connector.ConnectAsync(cancellationToken);
        if (cluster.Tls is { } tls)
        {
            handler.SslOptions = SslOptions(tls, host);
            if (!cluster.Http2)
                handler.PlaintextStreamFilter = static (connection, _) => ValueTask.FromResult<Stream>(new UpstreamTlsStream(connection.PlaintextStream));
        }

        return new HttpMessageInvoker(new UpstreamRequestHandler(handler), disposeHandler: true);
    }

    /// <summary>A handler that connects nowhere yet.</summary>
    public static SocketsHttpHandler CreateHandler(TimeSpan idleTimeout) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
        PooledConnectionIdleTimeout = idleTimeout,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        // Bytes pass as they are: Envoy knows no character sets.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        UseCookies = false,
        UseProxy = false,
    };

    private static SslClientAuthenticationOptions SslOptions(UpstreamTlsConfig tls, UpstreamHost host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = tls.Sni ?? host.Endpoint.Address, EnabledSslProtocols = tls.Parameters.Protocols };
        // Windows has one policy for the whole machine.
        if (tls.Parameters.CipherSuites.Count > 0 && !OperatingSystem.IsWindows())
            options.CipherSuitesPolicy = new CipherSuitesPolicy(tls.Parameters.CipherSuites);
        if (tls.Certificate is { } certificate)
        {
            var (shown, chain) = PemLoader.Load(certificate);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(shown, chain, offline: true);
        }

        if (tls.Validation is not { } validation)
        {
            // Envoy verifies nothing unless a validation context is configured.
#pragma warning disable CA5359 // Documented in docs/envoy-parity.md; naming a CA file turns verification on.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
            return options;
        }

        var check = new PeerCertificateCheck(validation, isRequired: true);
        options.CertificateChainPolicy = check.Policy;
        options.RemoteCertificateValidationCallback = (_, shown, chain, errors) => check.Accepts(shown as X509Certificate2, chain, errors);
        return options;
    }
}
