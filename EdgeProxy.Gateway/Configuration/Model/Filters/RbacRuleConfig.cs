namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Permission</c> and <c>Principal</c> of RBAC.</summary>
/// <param name="Kind">What it asks.</param>
public sealed record RbacRuleConfig(RbacRuleKind Kind)
{
    /// <summary>The value of the header, the path or the metadata.</summary>
    public ValueMatchConfig? Match { get; init; }

    /// <summary>The addresses, such as <c>10.0.0.0/8</c>.</summary>
    public string Network { get; init; } = "";

    /// <summary>The first port.</summary>
    public int Port { get; init; }

    /// <summary>The port behind the last one.</summary>
    public int PortEnd { get; init; }

    /// <summary>The namespace of the metadata, and the keys that lead into it.</summary>
    public ValueList<string> MetadataPath { get; init; } = [];

    /// <summary>The parts of <see cref="RbacRuleKind.And"/>, <see cref="RbacRuleKind.Or"/> and <see cref="RbacRuleKind.Not"/>.</summary>
    public ValueList<RbacRuleConfig> Parts { get; init; } = [];
}
