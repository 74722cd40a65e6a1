using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Makes the balancer that a cluster's configuration asks for.</summary>
internal static class LoadBalancers
{
    private static readonly NoHosts None = new();

    public static ILoadBalancer Create(ClusterConfig cluster, UpstreamHost[] hosts) => (hosts.Length, cluster.LbPolicy) switch
    {
        (0, _) => None,
        (_, LbPolicy.LeastRequest) => new LeastRequest(hosts, cluster.LeastRequestChoices),
        (_, LbPolicy.Random) => new RandomChoice(hosts),
        (_, LbPolicy.RingHash) => new RingHash(hosts, cluster.MinimumRingSize),
        _ => new RoundRobin(hosts),
    };
}
