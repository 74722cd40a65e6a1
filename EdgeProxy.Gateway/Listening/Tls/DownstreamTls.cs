using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>TLS to the clients of a filter chain.</summary>
internal sealed class DownstreamTls : IDisposable
{
    private readonly TlsConfig _config;
    private readonly TlsCertificate[] _certificates;
    private readonly List<SslApplicationProtocol> _protocols;
    private readonly PeerCertificateCheck? _check;

    /// <param name="config">The configuration.</param>
    /// <param name="codec">The versions of HTTP that the filter chain speaks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public DownstreamTls(TlsConfig config, HttpCodec codec, TimeProvider time, ILogger<TlsCertificate> logger)
    {
        _config = config;
        _certificates = config.UseDevelopmentCertificate
            ? [new TlsCertificate(null, time, logger)]
            : [.. config.Certificates.Select(certificate => new TlsCertificate(certificate, time, logger))];
        _protocols = [.. config.ApplicationProtocols.Where(protocol => codec != HttpCodec.Http1 || protocol != "h2").Select(protocol => new SslApplicationProtocol(protocol))];
        if (config.AsksForCertificate)
            _check = new PeerCertificateCheck(config.ClientValidation ?? new CertificateValidationConfig(), config.RequireClientCertificate);
    }

    /// <summary>How a connection is encrypted.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="serverName">The server name that the client sent; empty without one.</param>
    /// <exception cref="ConnectionAbortedException">The client must name the server.</exception>
    public SslServerAuthenticationOptions Options(DownstreamConnection connection, string serverName)
    {
        if (_config.RequireServerName && serverName.Length == 0)
            throw new ConnectionAbortedException("The client named no server.");
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Certificate(serverName).Context,
            ApplicationProtocols = _protocols,
            EnabledSslProtocols = _config.Parameters.Protocols,
        };
        // Windows has one policy for the whole machine.
        if (_config.Parameters.CipherSuites.Count > 0 && !OperatingSystem.IsWindows())
            options.CipherSuitesPolicy = new CipherSuitesPolicy(_config.Parameters.CipherSuites);
        if (_check is not { } check)
            return options;
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = check.Policy.Clone();
        // A resumed session would not show the certificate again.
        options.AllowTlsResume = false;
        options.RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
        {
            var certificate = shown as X509Certificate2;
            if (!check.Accepts(certificate, chain, errors))
                return false;
            if (certificate is not null)
                connection.Peer = new ClientCertificate(certificate, chain, options.ServerCertificateContext.TargetCertificate);
            return true;
        };
        return options;
    }

    public void Dispose()
    {
        foreach (var certificate in _certificates)
            certificate.Dispose();
    }

    /// <summary>The certificate of the server name, exact before wildcard; else the first, as in Envoy.</summary>
    private TlsCertificate Certificate(string serverName)
    {
        if (_certificates.Length == 1 || serverName.Length == 0)
            return _certificates[0];
        var dot = serverName.IndexOf('.');
        var wildcard = dot > 0 ? "*" + serverName[dot..] : "";
        return Array.Find(_certificates, certificate => certificate.Names.Contains(serverName, StringComparer.OrdinalIgnoreCase))
            ?? Array.Find(_certificates, certificate => certificate.Names.Contains(wildcard, StringComparer.OrdinalIgnoreCase))
            ?? _certificates[0];
    }
}
