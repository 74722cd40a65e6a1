namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Answers health checks (<c>envoy.filters.http.health_check</c>).</summary>
public sealed record HealthCheckFilterConfig : FilterSettings
{
    /// <summary>Health checks go to the service (<c>pass_through_mode</c>), and are only marked as such.</summary>
    public bool PassThrough { get; init; }

    /// <summary>Which requests are health checks.</summary>
    public ValueList<ValueMatchConfig> Headers { get; init; } = [];

    /// <summary>How many percent of the hosts of a cluster must be healthy (<c>cluster_min_healthy_percentages</c>).</summary>
    public ValueList<KeyValuePair<string, double>> MinHealthyPercentages { get; init; } = [];
}
