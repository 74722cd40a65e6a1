using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The load-balancing policies: what makes each of them, and what it needs of a request.</summary>
internal static class LoadBalancers
{
    private static readonly NoHosts None = new();

    /// <summary>Makes the balancer of a cluster over hosts that may be used.</summary>
    public static ILoadBalancer Create(ClusterConfig cluster, UpstreamHost[] hosts) => hosts.Length == 0 ? None : cluster.LbPolicy switch
    {
        LbPolicy.RoundRobin => new RoundRobin(hosts),
        LbPolicy.LeastRequest => new LeastRequest(hosts, cluster.LeastRequestChoices),
        LbPolicy.Random => new RandomChoice(hosts),
        LbPolicy.RingHash => new RingHash(hosts, cluster.MinimumRingSize),
        LbPolicy.Maglev => new Maglev(hosts, cluster.MaglevTableSize),
    };

    /// <summary>Whether hosts are picked by a hash of the request, which is computed for no other policy.</summary>
    public static bool NeedsHash(LbPolicy policy) => policy switch
    {
        LbPolicy.RoundRobin or LbPolicy.LeastRequest or LbPolicy.Random => false,
        LbPolicy.RingHash or LbPolicy.Maglev => true,
    };
}
