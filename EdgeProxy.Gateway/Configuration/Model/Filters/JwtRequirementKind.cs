namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The kinds of <see cref="JwtRequirementConfig"/>.</summary>
public enum JwtRequirementKind
{
    /// <summary>Nothing is asked.</summary>
    None,

    /// <summary>A token of one provider.</summary>
    Provider,

    /// <summary>One of the parts (<c>requires_any</c>).</summary>
    Any,

    /// <summary>All of the parts (<c>requires_all</c>).</summary>
    All,

    /// <summary>A token that is there must be good.</summary>
    AllowMissing,

    /// <summary>Tokens are verified, and nothing is refused.</summary>
    AllowMissingOrFailed,
}
