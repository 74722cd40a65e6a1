namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>One of Envoy's <c>weighted_clusters</c>.</summary>
public sealed record WeightedClusterConfig
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its share of the sum of all weights.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Header changes of requests that go to this one.</summary>
    public HeaderChangesConfig HeaderChanges { get; init; } = HeaderChangesConfig.None;
}
