using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The hosts of a cluster at one moment and the balancer over those that may be used.</summary>
internal sealed class HostSetSnapshot
{
    private HostSetSnapshot(UpstreamHost[] all, UpstreamHost[] usable, int healthyCount, ILoadBalancer balancer)
    {
        All = all;
        Usable = usable;
        HealthyCount = healthyCount;
        Balancer = balancer;
    }

    public UpstreamHost[] All { get; }

    /// <summary>The healthy hosts, or all of them in panic.</summary>
    public UpstreamHost[] Usable { get; }

    public int HealthyCount { get; }

    public ILoadBalancer Balancer { get; }

    /// <summary>
    /// Below the panic threshold every host is used: spreading over hosts that may be unhealthy beats overloading the few that are healthy
    /// (Envoy, "Panic threshold").
    /// </summary>
    public static HostSetSnapshot Create(ClusterConfig cluster, UpstreamHost[] all)
    {
        var healthy = Array.FindAll(all, host => host.IsHealthy);
        var isPanic = all.Length > 0 && healthy.Length * 100.0 / all.Length < cluster.HealthyPanicThreshold;
        var usable = isPanic ? all : healthy;
        return new HostSetSnapshot(all, usable, healthy.Length, LoadBalancers.Create(cluster, usable));
    }
}
