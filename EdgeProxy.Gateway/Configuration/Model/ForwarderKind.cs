namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What forwards requests (<c>Edge:Forwarder</c>).</summary>
internal enum ForwarderKind
{
    /// <summary>YARP's forwarder, for everything.</summary>
    Yarp,

    /// <summary>The gateway's own, for requests to HTTP/1.1 hosts without TLS; YARP's for all others, for upgrades, mirrored requests and routes with HTTP filters.</summary>
    Direct,
}
