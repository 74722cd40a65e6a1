namespace EdgeProxy.Gateway.Upstream;

/// <summary>A random host.</summary>
internal sealed class RandomChoice(UpstreamHost[] hosts) : ILoadBalancer
{
    public UpstreamHost? Pick(uint turn, ulong hash) => hosts[Random.Shared.Next(hosts.Length)];
}
