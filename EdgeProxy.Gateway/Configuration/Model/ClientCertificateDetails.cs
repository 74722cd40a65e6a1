namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>SetCurrentClientCertDetails</c>: what <c>x-forwarded-client-cert</c> says beside the hash.</summary>
[Flags]
public enum ClientCertificateDetails
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The subject.</summary>
    Subject = 1,

    /// <summary>The certificate, PEM in URL encoding.</summary>
    Certificate = 2,

    /// <summary>The certificate with the chain that the client sent.</summary>
    Chain = 4,

    /// <summary>The names that are URIs.</summary>
    Uri = 8,

    /// <summary>The names that are host names.</summary>
    Dns = 16,
}
