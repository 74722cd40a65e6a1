namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>PerRouteConfig</c> of jwt_authn.</summary>
/// <param name="Requirement">The name of a requirement.</param>
public sealed record JwtRouteConfig(string Requirement) : FilterSettings;
