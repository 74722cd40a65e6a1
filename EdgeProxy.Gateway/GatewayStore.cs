using EdgeProxy.Gateway.AccessLog;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway;

/// <summary>The configuration at work. It changes whole: a request sees the old one or the new one.</summary>
internal sealed class GatewayStore(ClusterStore clusters, AccessLogSinks sinks, TimeProvider time) : IDisposable
{
    private volatile GatewaySnapshot? _current;

    /// <summary>The current configuration.</summary>
    /// <exception cref="InvalidOperationException">Nothing was applied yet.</exception>
    public GatewaySnapshot Current => _current ?? throw new InvalidOperationException("No configuration was applied yet.");

    /// <summary>Ends when every cluster of the first configuration has had its first answer, good or bad.</summary>
    public Task Initialized { get; private set; } = Task.CompletedTask;

    /// <summary>Applies the first configuration at once: requests wait for <see cref="Initialized"/> instead.</summary>
    public void Start(GatewayConfig config)
    {
        var prepared = clusters.Prepare(config.Clusters);
        Initialized = Task.WhenAll(prepared.Values.Select(resolver => resolver.FirstAnswer));
        clusters.Commit(prepared);
        _current = Snapshot(config);
    }

    /// <summary>Applies another configuration once its new clusters have had their first answer.</summary>
    /// <returns>False when it says the same as the current one.</returns>
    public async Task<bool> ReplaceAsync(GatewayConfig config, CancellationToken cancellationToken)
    {
        if (IsSame(Current.Config, config))
            return false;
        var prepared = clusters.Prepare(config.Clusters);
        try
        {
            await Task.WhenAll(prepared.Values.Select(resolver => resolver.FirstAnswer)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await clusters.AbandonAsync(prepared);
            throw;
        }

        clusters.Commit(prepared);
        _current = Snapshot(config);
        return true;
    }

    public void Dispose() => _current?.Dispose();

    /// <summary>Compared as the admin port shows them: a file that was only touched changes nothing.</summary>
    private static bool IsSame(GatewayConfig left, GatewayConfig right) =>
        string.Equals(Admin.ConfigCommands.Dump(left), Admin.ConfigCommands.Dump(right), StringComparison.Ordinal);

    private GatewaySnapshot Snapshot(GatewayConfig config) => new(
        config,
        clusters.Find,
        [.. config.Listener.AccessLogs.Select(log => new AccessLogger(AccessLogFormat.Create(log), sinks.Get(log.Path), time))],
        time);
}
