namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>JwtRequirement</c>.</summary>
/// <param name="Kind">What kind of requirement it is.</param>
public sealed record JwtRequirementConfig(JwtRequirementKind Kind)
{
    /// <summary>The provider, for <see cref="JwtRequirementKind.Provider"/>.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Audiences in the place of the provider's; null for the provider's.</summary>
    public ValueList<string>? Audiences { get; init; }

    /// <summary>The parts of <see cref="JwtRequirementKind.Any"/> and <see cref="JwtRequirementKind.All"/>.</summary>
    public ValueList<JwtRequirementConfig> Parts { get; init; } = [];
}
