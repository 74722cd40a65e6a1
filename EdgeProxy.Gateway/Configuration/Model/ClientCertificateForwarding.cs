namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>ForwardClientCertDetails</c>: what becomes of the header <c>x-forwarded-client-cert</c>.</summary>
public enum ClientCertificateForwarding
{
    /// <summary>It is not sent upstream.</summary>
    Sanitize,

    /// <summary>It is passed on where the client showed a certificate.</summary>
    ForwardOnly,

    /// <summary>Where the client showed a certificate, that is appended to what came.</summary>
    AppendForward,

    /// <summary>Where the client showed a certificate, that takes the place of what came.</summary>
    SanitizeSet,

    /// <summary>It is passed on as it came.</summary>
    AlwaysForwardOnly,
}
