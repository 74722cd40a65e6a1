namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The kinds of names that a certificate has beside its subject (RFC 5280, 4.2.1.6).</summary>
public enum SubjectAltNameKind
{
    /// <summary>Any of them.</summary>
    Any,

    /// <summary>A host name.</summary>
    Dns,

    /// <summary>A URI, such as a SPIFFE ID.</summary>
    Uri,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>An IP address.</summary>
    IpAddress,
}
