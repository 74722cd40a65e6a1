namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>
/// The whole configuration of the gateway, in Envoy's terms. The <c>ReverseProxy</c> and <c>Edge</c> sections and an Envoy file both end here;
/// <see cref="GatewayConfigValidator"/> checks it and nothing behind it knows where it came from.
/// </summary>
public sealed record GatewayConfig
{
    /// <summary>The listeners, each with connection managers and routes of its own.</summary>
    public ValueList<ListenerConfig> Listeners { get; init; } = [];

    /// <summary>The most client connections of all listeners at once (<c>overload.global_downstream_max_connections</c>); 0 for no limit.</summary>
    public long MaxConnections { get; init; }

    /// <summary>Gives memory back at 95 % of the limit and refuses requests at 98 % (Envoy's overload manager).</summary>
    public bool ShedsLoadNearMemoryLimit { get; init; }

    /// <summary>The admin endpoint.</summary>
    public AdminConfig Admin { get; init; } = new();

    /// <summary>The upstream clusters, each name once.</summary>
    public ValueList<ClusterConfig> Clusters { get; init; } = [];

    /// <summary>The connection managers, each once: filter chains and listeners may share one.</summary>
    public IEnumerable<ConnectionManagerConfig> ConnectionManagers() =>
        Listeners.SelectMany(listener => listener.AllFilterChains()).Select(chain => chain.ConnectionManager).Distinct(ReferenceEqualityComparer.Instance).Cast<ConnectionManagerConfig>();

    /// <summary>How many routes there are.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int RouteCount => ConnectionManagers().Sum(manager => manager.VirtualHosts.Sum(host => host.Routes.Count));

    /// <summary>The same with other connection managers; what shares one goes on sharing it.</summary>
    public GatewayConfig WithManagers(Func<ConnectionManagerConfig, ConnectionManagerConfig> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changed = new Dictionary<ConnectionManagerConfig, ConnectionManagerConfig>(ReferenceEqualityComparer.Instance);
        return this with { Listeners = [.. Listeners.Select(listener => listener.WithManagers(Once))] };

        ConnectionManagerConfig Once(ConnectionManagerConfig manager)
        {
            if (!changed.TryGetValue(manager, out var result))
                changed[manager] = result = change(manager);
            return result;
        }
    }
}
