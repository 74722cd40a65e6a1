namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RequirementRule</c>.</summary>
/// <param name="Match">Which requests it is for.</param>
/// <param name="Requirement">What is asked of them; null for nothing.</param>
public sealed record JwtRuleConfig(RouteMatchConfig Match, JwtRequirementConfig? Requirement);
