namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>JwtHeader</c>.</summary>
/// <param name="Name">The header.</param>
/// <param name="Prefix">What stands before the token.</param>
public sealed record JwtHeaderConfig(string Name, string Prefix);
