using System.Collections.Frozen;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The clusters in use. A cluster whose configuration did not change outlives a reload with its connections.</summary>
internal sealed partial class ClusterStore(INameResolver names, DiscoveredServiceNames services, TimeProvider time, ILogger<ClusterStore> logger) : IAsyncDisposable
{
    private const int SpreadFrom = 32;
    private readonly SemaphoreSlim _atOnce = new(64);
    private readonly List<Task> _retiring = [];
    private FrozenDictionary<string, ClusterResolver> _clusters = FrozenDictionary<string, ClusterResolver>.Empty;

    /// <summary>Ordered by name.</summary>
    public IEnumerable<Cluster> All => _clusters.Values.Select(resolver => resolver.Cluster).OrderBy(cluster => cluster.Name, StringComparer.Ordinal);

    /// <summary>The names of those that wait for their first answer.</summary>
    public IEnumerable<string> Warming => _clusters.Values.Where(resolver => !resolver.FirstAnswer.IsCompleted).Select(resolver => resolver.Cluster.Name).Order(StringComparer.Ordinal);

    public Cluster? Find(string name) => _clusters.TryGetValue(name, out var resolver) ? resolver.Cluster : null;

    /// <summary>Makes the clusters of a configuration, without using them yet; <see cref="Commit"/> does, <see cref="AbandonAsync"/> takes it back.</summary>
    public FrozenDictionary<string, ClusterResolver> Prepare(IReadOnlyList<ClusterConfig> configs)
    {
        var prepared = new Dictionary<string, ClusterResolver>(configs.Count, StringComparer.Ordinal);
        foreach (var config in configs)
        {
            // With many clusters the refreshes are spread over the interval from the second one on.
            var firstPause = configs.Count < SpreadFrom ? 1 : (prepared.Count + 1.0) / configs.Count;
            prepared[config.Name] = _clusters.TryGetValue(config.Name, out var current) && (current.Cluster.Config == config || current.CanUpdate(config))
                ? current
                : new ClusterResolver(new Cluster(config), names, services, firstPause, _atOnce, time, logger);
        }

        return prepared.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Replaces the current clusters with prepared ones; the replaced end with their last request.</summary>
    /// <param name="prepared">The clusters.</param>
    /// <param name="configs">Their configurations; one that differs in addresses alone is taken by the cluster that there is.</param>
    public void Commit(FrozenDictionary<string, ClusterResolver> prepared, IReadOnlyList<ClusterConfig> configs)
    {
        foreach (var config in configs)
            prepared[config.Name].Update(config);
        var removed = _clusters.Values.Where(current => !Contains(prepared, current)).ToList();
        _clusters = prepared;
        _retiring.RemoveAll(task => task.IsCompleted);
        _retiring.AddRange(removed.Select(resolver => RetireAsync(resolver)));
    }

    public async Task AbandonAsync(FrozenDictionary<string, ClusterResolver> prepared)
    {
        foreach (var resolver in prepared.Values.Where(resolver => !Contains(_clusters, resolver)))
        {
            await resolver.DisposeAsync();
            resolver.Cluster.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_clusters.Values.Select(resolver => resolver.DisposeAsync().AsTask()));
        foreach (var resolver in _clusters.Values)
            resolver.Cluster.Dispose();
        await Task.WhenAll(_retiring);
        _atOnce.Dispose();
    }

    private static bool Contains(FrozenDictionary<string, ClusterResolver> clusters, ClusterResolver resolver) =>
        clusters.TryGetValue(resolver.Cluster.Name, out var same) && ReferenceEquals(same, resolver);

    private async Task RetireAsync(ClusterResolver resolver)
    {
        await resolver.DisposeAsync();
        // A request that matched the old routes may not have taken its place yet: the first look is a second away.
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
        while (resolver.Cluster.Limits.Requests > 0);
        resolver.Cluster.Dispose();
    }
}
