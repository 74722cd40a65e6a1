namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Policy</c> of RBAC: one of the permissions and one of the principals must match.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Permissions">What is asked for.</param>
/// <param name="Principals">Who asks.</param>
public sealed record RbacPolicyConfig(string Name, ValueList<RbacRuleConfig> Permissions, ValueList<RbacRuleConfig> Principals);
