namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>TlsCertificate</c>: a certificate that is shown, with its key.</summary>
public sealed record CertificateConfig
{
    /// <summary>The certificate with its chain, PEM; or a PKCS#12 file (.pfx) with the key.</summary>
    public required PemConfig Chain { get; init; }

    /// <summary>Its key, PEM; null where the certificate's file has it too.</summary>
    public PemConfig? Key { get; init; }

    /// <summary>The password of the key or of the PKCS#12 file; null for none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Password { get; init; }
}
