namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>DiscoveryType</c>.</summary>
public enum ClusterDiscovery
{
    /// <summary>The endpoints are IP addresses.</summary>
    Static,

    /// <summary>Every address of every name is a host.</summary>
    StrictDns,

    /// <summary>The first address of the one name is the host.</summary>
    LogicalDns,
}
