using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Lifecycle;

/// <summary>The configuration in use. It is replaced as a whole: a request sees the old one or the new one.</summary>
internal sealed partial class GatewayStore(
    ClusterStore clusters, AccessLogSinks sinks, FilterEnvironment filters, HttpStatsStore stats, TimeProvider time, ILogger<GatewayStore> logger) : IDisposable
{
    /// <summary>Neither the start nor a change waits longer than this for names and health checks: a host that says nothing would hold up all later changes.</summary>
    private static readonly TimeSpan LongestWarming = TimeSpan.FromSeconds(30);

    private volatile GatewaySnapshot? _current;

    /// <summary>The current configuration.</summary>
    /// <exception cref="InvalidOperationException">Nothing was applied yet.</exception>
    public GatewaySnapshot Current => _current ?? throw new InvalidOperationException("No configuration was applied yet.");

    /// <summary>Ends when every cluster of the first configuration has had its first result, successful or not.</summary>
    public Task Initialized { get; private set; } = Task.CompletedTask;

    /// <summary>Applies the first configuration at once: requests wait for <see cref="Initialized"/> instead.</summary>
    public void Start(GatewayConfig config)
    {
        var prepared = clusters.Prepare(config.Clusters);
        Initialized = WarmAsync(prepared.Values, CancellationToken.None);
        clusters.Commit(prepared, config.Clusters);
        _current = Snapshot(config, clusters.Find);
    }

    /// <summary>Applies another configuration once its new clusters have had their first answer.</summary>
    /// <returns>False when it equals the current one: a file that was only touched changes nothing.</returns>
    public async Task<bool> ReplaceAsync(GatewayConfig config, CancellationToken cancellationToken)
    {
        if (Current.Config == config)
            return false;
        var prepared = clusters.Prepare(config.Clusters);
        GatewaySnapshot next;
        try
        {
            await WarmAsync(prepared.Values, cancellationToken);
            next = Snapshot(config, name => prepared.TryGetValue(name, out var resolver) ? resolver.Cluster : null);
        }
        catch
        {
            await clusters.AbandonAsync(prepared);
            throw;
        }

        clusters.Commit(prepared, config.Clusters);
        _current = next;
        return true;
    }

    public void Dispose() => _current?.Dispose();

    [LoggerMessage(405, LogLevel.Warning, "Clusters without a first result of name resolution and health checks after {Seconds} s, used as they are: {Clusters}")]
    private static partial void LogLateClusters(ILogger logger, double seconds, string clusters);

    private async Task WarmAsync(IReadOnlyList<ClusterResolver> resolvers, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(resolvers.Select(resolver => resolver.FirstAnswer)).WaitAsync(LongestWarming, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            var late = resolvers.Where(resolver => !resolver.FirstAnswer.IsCompleted).Select(resolver => resolver.Cluster.Name);
            LogLateClusters(logger, LongestWarming.TotalSeconds, string.Join(", ", late.Take(10)));
        }
    }

    private GatewaySnapshot Snapshot(GatewayConfig config, Func<string, Cluster?> findCluster) => new(
        config,
        findCluster,
        log => new AccessLogger(AccessLogFormat.Create(log), sinks.Get(log.Path), AccessLogFilter.Create(log.Filter)),
        filters,
        stats,
        time);
}
