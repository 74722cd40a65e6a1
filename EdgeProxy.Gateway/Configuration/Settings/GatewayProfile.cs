namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Which defaults hold (<c>Edge:Profile</c>).</summary>
internal enum GatewayProfile
{
    /// <summary>Those of the replaced Envoy.</summary>
    Default,

    /// <summary>Those of a hardened edge.</summary>
    Hardened,
}
