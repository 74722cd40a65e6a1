namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>CertificateValidationContext</c>: which certificates of the other side are accepted.</summary>
public sealed record CertificateValidationConfig
{
    /// <summary>The authorities to trust; null where the chain is not checked.</summary>
    public PemConfig? TrustedCa { get; init; }

    /// <summary>Trusts the authorities of the system (<c>system_root_certs</c>).</summary>
    public bool TrustsSystemRoots { get; init; }

    /// <summary>Checks that the certificate is one of the server name. Envoy does not, unless a name is asked for below.</summary>
    public bool ChecksServerName { get; init; }

    /// <summary>One of the certificate's names must match one of these; empty for any (<c>match_typed_subject_alt_names</c>).</summary>
    public ValueList<SubjectAltNameMatchConfig> SubjectAltNames { get; init; } = [];

    /// <summary>SHA-256 of the whole certificate, hexadecimal in lower case (<c>verify_certificate_hash</c>); with those below, one must match.</summary>
    public ValueList<string> CertificateHashes { get; init; } = [];

    /// <summary>SHA-256 of the public key, Base64 (<c>verify_certificate_spki</c>).</summary>
    public ValueList<string> PublicKeyHashes { get; init; } = [];

    /// <summary>A certificate may have expired (<c>allow_expired_certificate</c>).</summary>
    public bool AllowsExpired { get; init; }

    /// <summary>The chain is looked at, and may be wrong (<c>trust_chain_verification: ACCEPT_UNTRUSTED</c>).</summary>
    public bool AcceptsUntrusted { get; init; }

    /// <summary>Without a certificate nothing of this can hold, so that one is required (Envoy, <c>trusted_ca</c>).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool RequiresCertificate => SubjectAltNames.Count > 0 || CertificateHashes.Count > 0 || PublicKeyHashes.Count > 0;
}
