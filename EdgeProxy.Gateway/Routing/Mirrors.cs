using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Routing;

/// <summary>The clusters that get copies of a route's requests.</summary>
internal sealed class Mirrors
{
    private static readonly TimeSpan LongestWithoutTimeout = TimeSpan.FromMinutes(5);
    private readonly (MirrorConfig Config, Cluster Cluster)[] _targets;

    private Mirrors((MirrorConfig Config, Cluster Cluster)[] targets, TimeSpan timeout)
    {
        _targets = targets;
        Timeout = timeout > TimeSpan.Zero ? timeout : LongestWithoutTimeout;
    }

    /// <summary>How long a copy may take.</summary>
    public TimeSpan Timeout { get; }

    public static Mirrors? Create(IReadOnlyList<MirrorConfig> configs, TimeSpan timeout, Func<string, Cluster?> findCluster)
    {
        var targets = configs.Select(config => (config, cluster: findCluster(config.Cluster))).Where(target => target.cluster is not null).ToArray();
        return targets.Length == 0 ? null : new Mirrors([.. targets.Select(target => (target.config, target.cluster!))], timeout);
    }

    /// <summary>The clusters that get a copy of this request.</summary>
    public List<(Cluster Cluster, bool KeepHost)> Pick() =>
        [.. _targets.Where(target => Chance.Takes(target.Config.FractionPerMillion)).Select(target => (target.Cluster, target.Config.KeepHost))];
}
