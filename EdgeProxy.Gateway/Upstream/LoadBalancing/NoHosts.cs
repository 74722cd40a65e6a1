namespace EdgeProxy.Gateway.Upstream;

/// <summary>A cluster without hosts.</summary>
internal sealed class NoHosts : ILoadBalancer
{
    public UpstreamHost? Pick(uint turn, ulong hash) => null;
}
