using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Routing;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Envoy's HTTP connection manager at work: everything that the requests of a filter chain need.</summary>
internal sealed class ConnectionManager(
    ConnectionManagerConfig config, VirtualHostTable routes, FilterChains? filters, ListenerPolicy policy, AccessLogger[] accessLogs, HttpStats stats) : IDisposable
{
    public ConnectionManagerConfig Config => config;

    public VirtualHostTable Routes => routes;

    /// <summary>The HTTP filters of the routes; null where none is on.</summary>
    public FilterChains? Filters => filters;

    public ListenerPolicy Policy => policy;

    public AccessLogger[] AccessLogs => accessLogs;

    public HttpStats Stats => stats;

    /// <summary>The value of the header <c>server</c>.</summary>
    public StringValues Server { get; } = config.ServerName;

    public void Dispose() => policy.Dispose();
}
