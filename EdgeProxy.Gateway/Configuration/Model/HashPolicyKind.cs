namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What a hash policy hashes.</summary>
public enum HashPolicyKind
{
    /// <summary>A request header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A query parameter.</summary>
    QueryParameter,

    /// <summary>The client's address.</summary>
    SourceIp,
}
