namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>TLS to the clients.</summary>
public sealed record TlsConfig
{
    /// <summary>The certificate with its chain, PEM; or a PKCS#12 file (.pfx) with the key.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its key, PEM; null where the certificate's file has it too.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The password of the key or of the PKCS#12 file; null for none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Password { get; init; }

    /// <summary>Uses the ASP.NET development certificate (<c>dotnet dev-certs https</c>) instead of files.</summary>
    public bool UseDevelopmentCertificate { get; init; }
}
