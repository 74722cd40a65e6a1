namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>JwtClaimToHeader</c>.</summary>
/// <param name="Header">The header.</param>
/// <param name="Claim">The claim; a dot leads into it.</param>
public sealed record JwtClaimConfig(string Header, string Claim);
