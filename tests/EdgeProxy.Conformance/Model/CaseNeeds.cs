namespace EdgeProxy.Conformance;

/// <summary>What a case, or one expectation of it, needs beyond the proxy's own port.</summary>
[Flags]
public enum CaseNeeds
{
    /// <summary>Only the proxy's address.</summary>
    None = 0,

    /// <summary>The suite's own recording backends behind the proxy (<c>--backends PING,PONG</c>).</summary>
    Backends = 1,

    /// <summary>The address of the admin port (<c>--admin URL</c>).</summary>
    Admin = 2,

    /// <summary>A path whose cluster has no hosts (<c>--path-without-hosts PATH</c>).</summary>
    PathWithoutHosts = 4,

    /// <summary>Several minutes (<c>--slow</c>).</summary>
    Slow = 8,

    /// <summary>The access log, in a file (<c>--access-log FILE</c>).</summary>
    AccessLog = 16,
}
