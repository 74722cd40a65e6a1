namespace EdgeProxy.Gateway.Model;

/// <summary>The TLS listener beside the cleartext one.</summary>
public sealed record TlsConfig
{
    /// <summary>Where it listens.</summary>
    public required SocketAddressConfig Address { get; init; }

    /// <summary>The certificate with its chain, PEM.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its key, PEM; null where the certificate's file has it too.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Uses the ASP.NET development certificate (<c>dotnet dev-certs https</c>) instead of files.</summary>
    public bool UseDevelopmentCertificate { get; init; }
}
