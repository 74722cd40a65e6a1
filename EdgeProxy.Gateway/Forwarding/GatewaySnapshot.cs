using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>One configuration in use. A request takes the current one when it starts and keeps it.</summary>
internal sealed class GatewaySnapshot : IDisposable
{
    /// <param name="config">The configuration.</param>
    /// <param name="findCluster">Finds a cluster by its name.</param>
    /// <param name="openLog">Opens an access log.</param>
    /// <param name="filters">What HTTP filters need.</param>
    /// <param name="stats">The statistics of the connection managers.</param>
    /// <param name="time">The clock.</param>
    public GatewaySnapshot(
        GatewayConfig config, Func<string, Cluster?> findCluster, Func<AccessLogConfig, AccessLogger> openLog, FilterEnvironment filters, HttpStatsStore stats, TimeProvider time)
    {
        Config = config;
        AppliedAt = time.GetUtcNow();
        var memory = config.ShedsLoadNearMemoryLimit ? new MemoryShedding(time) : null;
        var managers = new Dictionary<ConnectionManagerConfig, ConnectionManager>(ReferenceEqualityComparer.Instance);
        foreach (var manager in config.ConnectionManagers())
        {
            var routes = new VirtualHostTable(manager, findCluster);
            var chains = FilterChains.Create(manager, routes.Filters, new FilterServices(findCluster, manager.StatPrefix, filters, time));
            managers[manager] = new ConnectionManager(manager, routes, chains, new ListenerPolicy(manager, memory), [.. manager.AccessLogs.Select(openLog)], stats.Get(manager.StatPrefix));
        }

        Managers = [.. config.Listeners.SelectMany(listener => listener.AllFilterChains()).Select(chain => managers[chain.ConnectionManager])];
    }

    public GatewayConfig Config { get; }

    /// <summary>When it was taken into use.</summary>
    public DateTimeOffset AppliedAt { get; }

    /// <summary>
    /// The connection manager of each filter chain, in the order of the listeners and their chains, which no reload changes: a connection keeps the position of its
    /// own (<c>DownstreamConnection.Manager</c>).
    /// </summary>
    public ConnectionManager[] Managers { get; }

    public void Dispose()
    {
        foreach (var manager in Managers)
            manager.Dispose();
    }
}
