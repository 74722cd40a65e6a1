namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>DnsLookupFamily</c>.</summary>
public enum DnsLookupFamily
{
    /// <summary>A records.</summary>
    V4Only,

    /// <summary>AAAA records.</summary>
    V6Only,

    /// <summary>AAAA records, and A records where there are none.</summary>
    Auto,

    /// <summary>A records, and AAAA records where there are none.</summary>
    V4Preferred,

    /// <summary>Both.</summary>
    All,
}
