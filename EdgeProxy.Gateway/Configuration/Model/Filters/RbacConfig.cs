namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Lets requests pass by rules (<c>envoy.filters.http.rbac</c>); a route may have rules of its own.</summary>
public sealed record RbacConfig : FilterSettings
{
    /// <summary>Requests that a policy matches are refused (<c>DENY</c>); else those that none matches.</summary>
    public bool Denies { get; init; }

    /// <summary>The policies; null for no rules at all, so that every request passes.</summary>
    public ValueList<RbacPolicyConfig>? Policies { get; init; }

    /// <summary>A part of the statistics' names (<c>rules_stat_prefix</c>).</summary>
    public string StatPrefix { get; init; } = "";
}
