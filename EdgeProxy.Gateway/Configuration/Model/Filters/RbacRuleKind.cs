namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The kinds of <see cref="RbacRuleConfig"/>.</summary>
public enum RbacRuleKind
{
    /// <summary>Any request.</summary>
    Any,

    /// <summary>All of the parts.</summary>
    And,

    /// <summary>One of the parts.</summary>
    Or,

    /// <summary>Not the part.</summary>
    Not,

    /// <summary>By a header.</summary>
    Header,

    /// <summary>By the path, without its query.</summary>
    Path,

    /// <summary>By the address of the client's connection.</summary>
    RemoteAddress,

    /// <summary>By the address that the client connected to.</summary>
    LocalAddress,

    /// <summary>By the port that the client connected to.</summary>
    LocalPort,

    /// <summary>By what another filter found, such as the claims of a token.</summary>
    Metadata,
}
