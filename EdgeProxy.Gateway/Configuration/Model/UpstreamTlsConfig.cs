namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>UpstreamTlsContext</c>.</summary>
public sealed record UpstreamTlsConfig
{
    /// <summary>The server name that is sent (<c>sni</c>); null for the host's own name.</summary>
    public string? Sni { get; init; }

    /// <summary>Which certificates of hosts are accepted; null for any, which is Envoy's default.</summary>
    public CertificateValidationConfig? Validation { get; init; }

    /// <summary>The certificate that is shown to hosts; null for none.</summary>
    public CertificateConfig? Certificate { get; init; }

    /// <summary>Versions and cipher suites.</summary>
    public TlsParametersConfig Parameters { get; init; } = TlsParametersConfig.Default;
}
