namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HashPolicy</c>.</summary>
public sealed record HashPolicyConfig
{
    /// <summary>What is hashed.</summary>
    public required HashPolicyKind Kind { get; init; }

    /// <summary>The header, cookie or query parameter.</summary>
    public string Name { get; init; } = "";

    /// <summary>Stops here when it gave a hash (<c>terminal</c>).</summary>
    public bool Terminal { get; init; }
}
