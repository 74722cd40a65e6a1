using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>One configuration in use. A request takes the current one when it starts and keeps it.</summary>
internal sealed class GatewaySnapshot : IDisposable
{
    public GatewaySnapshot(GatewayConfig config, Func<string, Cluster?> findCluster, IReadOnlyList<AccessLogger> accessLogs, FilterEnvironment filters, TimeProvider time)
    {
        Config = config;
        AppliedAt = time.GetUtcNow();
        Routes = new VirtualHostTable(config.Listener, findCluster);
        Filters = FilterChains.Create(config.Listener, Routes.Filters, new FilterServices(findCluster, config.Listener.StatPrefix, filters, time));
        Policy = new ListenerPolicy(config.Listener, time);
        AccessLogs = [.. accessLogs];
        Server = config.Listener.ServerName;
    }

    public GatewayConfig Config { get; }

    /// <summary>When it was taken into use.</summary>
    public DateTimeOffset AppliedAt { get; }

    public VirtualHostTable Routes { get; }

    /// <summary>The HTTP filters of the routes; null where none is on.</summary>
    public FilterChains? Filters { get; }

    public ListenerPolicy Policy { get; }

    public AccessLogger[] AccessLogs { get; }

    /// <summary>The value of the header <c>server</c>.</summary>
    public StringValues Server { get; }

    public void Dispose() => Policy.Dispose();
}
