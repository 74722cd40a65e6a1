namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>LbEndpoint</c>.</summary>
/// <param name="Address">An IP address or a name.</param>
/// <param name="Port">The port, 1 to 65535.</param>
public sealed record EndpointConfig(string Address, int Port)
{
    /// <summary>Its share of the cluster's requests (<c>load_balancing_weight</c>), 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The port that health checks ask; null for <see cref="Port"/>.</summary>
    public int? HealthCheckPort { get; init; }
}
