namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>UpstreamTlsContext</c>.</summary>
public sealed record UpstreamTlsConfig
{
    /// <summary>The server name sent and checked (<c>sni</c>); null for the host's own name.</summary>
    public string? Sni { get; init; }

    /// <summary>A PEM file with the authorities to trust; null to accept any certificate, which is Envoy's default.</summary>
    public string? TrustedCaFile { get; init; }
}
