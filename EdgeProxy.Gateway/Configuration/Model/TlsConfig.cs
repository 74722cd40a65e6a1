namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>TLS to the clients (Envoy's <c>DownstreamTlsContext</c>).</summary>
public sealed record TlsConfig
{
    /// <summary>The certificates; the one whose names have the server name is shown, else the first.</summary>
    public ValueList<CertificateConfig> Certificates { get; init; } = [];

    /// <summary>Uses the ASP.NET development certificate (<c>dotnet dev-certs https</c>) instead.</summary>
    public bool UseDevelopmentCertificate { get; init; }

    /// <summary>The protocols that are offered by ALPN, the preferred one first; empty for none.</summary>
    public ValueList<string> ApplicationProtocols { get; init; } = ["h2", "http/1.1"];

    /// <summary>A client must show a certificate (<c>require_client_certificate</c>).</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Which client certificates are accepted; null for any.</summary>
    public CertificateValidationConfig? ClientValidation { get; init; }

    /// <summary>A client must name the server (<c>require_sni</c>).</summary>
    public bool RequireServerName { get; init; }

    /// <summary>Versions and cipher suites.</summary>
    public TlsParametersConfig Parameters { get; init; } = TlsParametersConfig.Default;

    /// <summary>Clients are asked for a certificate.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AsksForCertificate => RequireClientCertificate || ClientValidation is not null;
}
