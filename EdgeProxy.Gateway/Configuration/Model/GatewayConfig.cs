namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>
/// The whole configuration of the gateway, in Envoy's terms. The <c>ReverseProxy</c> and <c>Edge</c> sections and an Envoy file both end here;
/// <see cref="GatewayConfigValidator"/> checks it and nothing behind it knows where it came from.
/// </summary>
public sealed record GatewayConfig
{
    /// <summary>The HTTP connection manager and its routes.</summary>
    public ListenerConfig Listener { get; init; } = new();

    /// <summary>The most client connections of all listeners at once (<c>overload.global_downstream_max_connections</c>); 0 for no limit.</summary>
    public long MaxConnections { get; init; }

    /// <summary>The admin endpoint.</summary>
    public AdminConfig Admin { get; init; } = new();

    /// <summary>The upstream clusters, each name once.</summary>
    public ValueList<ClusterConfig> Clusters { get; init; } = [];
}
