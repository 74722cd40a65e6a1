namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>PathWithEscapedSlashesAction</c>.</summary>
public enum EscapedSlashesAction
{
    /// <summary>They stay as they are.</summary>
    KeepUnchanged,

    /// <summary>400.</summary>
    RejectRequest,

    /// <summary>307 to the unescaped path; gRPC requests are refused.</summary>
    UnescapeAndRedirect,

    /// <summary>The unescaped path is matched and sent on.</summary>
    UnescapeAndForward,
}
