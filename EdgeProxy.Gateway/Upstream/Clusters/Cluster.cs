using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>A cluster in use: its hosts, its limits and its statistics. It lives as long as its configuration stays the same but for the addresses of its hosts.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<UpstreamHost> _retired = [];
    private volatile HostSetSnapshot _hosts;
    private uint _turn;

    public Cluster(ClusterConfig config)
    {
        Config = config;
        NeedsHash = LoadBalancers.NeedsHash(config.LbPolicy);
        _hosts = HostSetSnapshot.Create(config, []);
        Limits = new CircuitBreaker(config.CircuitBreakers, config.Http2);
    }

    public string Name => Config.Name;

    public ClusterConfig Config { get; private set; }

    /// <summary>Hosts are picked by a hash of the request.</summary>
    public bool NeedsHash { get; }

    public ClusterStats Stats { get; } = new();

    public CircuitBreaker Limits { get; }

    /// <summary>Takes hosts out that fail; null where that is not asked for.</summary>
    public OutlierDetector? Outliers { get; set; }

    public HostSetSnapshot Hosts => _hosts;

    /// <summary>Picks the host of a request, one after the other; not <paramref name="except"/> where there is another.</summary>
    public UpstreamHost? Pick(ulong hash, UpstreamHost? except = null)
    {
        var hosts = _hosts;
        // A second try takes the neighbour and no turn: it would make every other request begin at the same host again.
        if (except is not null && Array.IndexOf(hosts.Usable, except) is >= 0 and var tried)
            return hosts.Usable[(tried + 1) % hosts.Usable.Length];
        return hosts.Balancer.Pick(Interlocked.Increment(ref _turn) - 1, hash);
    }

    /// <summary>Whether a request could go to another host than <paramref name="host"/>, which may have left the cluster meanwhile.</summary>
    public bool HasOtherHost(UpstreamHost host)
    {
        var usable = _hosts.Usable;
        return usable.Length > 1 || (usable.Length == 1 && usable[0] != host);
    }

    /// <summary>Takes other endpoints, which <see cref="SetHosts"/> then makes hosts of. All else must be the same.</summary>
    public void SetEndpoints(ClusterConfig config) => Config = config;

    /// <summary>Replaces the hosts; those that stay keep their connections and statistics.</summary>
    /// <param name="addresses">The addresses, each once.</param>
    public void SetHosts(IReadOnlyList<(IPEndPoint Address, EndpointConfig Endpoint)> addresses)
    {
        lock (_lock)
        {
            var before = _hosts.All;
            var after = new UpstreamHost[addresses.Count];
            for (var index = 0; index < after.Length; index++)
            {
                var (address, endpoint) = addresses[index];
                after[index] = Array.Find(before, host => host.Address.Equals(address) && host.Endpoint == endpoint)
                    ?? NewHost(address, endpoint);
            }

            if (before.AsSpan().SequenceEqual(after))
                return;
            _retired.AddRange(before.Except(after));
            Publish(after);
            Stats.Add(ClusterCounter.MembershipChange);
        }
    }

    /// <summary>Takes a change of some host's health into account.</summary>
    public void RefreshHealth()
    {
        lock (_lock)
            Publish(_hosts.All);
    }

    /// <summary>Closes the connections of removed hosts that no request uses any more.</summary>
    public void CloseRetired()
    {
        lock (_lock)
        {
            _retired.RemoveAll(host =>
            {
                if (Volatile.Read(ref host.Active) > 0)
                    return false;
                host.Dispose();
                return true;
            });
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var host in _hosts.All.Concat(_retired))
                host.Dispose();
            _retired.Clear();
        }
    }

    private UpstreamHost NewHost(IPEndPoint address, EndpointConfig endpoint)
    {
        var host = new UpstreamHost(address, endpoint, Config, Stats);
        if (Config.HealthChecks.Count > 0)
            host.Set(HostFailures.Pending, on: true);
        return host;
    }

    private void Publish(UpstreamHost[] all) => _hosts = HostSetSnapshot.Create(Config, all);
}
