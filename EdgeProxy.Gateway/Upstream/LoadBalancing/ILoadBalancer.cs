namespace EdgeProxy.Gateway.Upstream;

/// <summary>Picks a host out of a set that does not change: another set gets another balancer.</summary>
internal interface ILoadBalancer
{
    /// <summary>Picks a host, or null when there is none.</summary>
    /// <param name="turn">A number that is one more for each request of the cluster.</param>
    /// <param name="hash">The hash of the request, where one is asked for.</param>
    UpstreamHost? Pick(uint turn, ulong hash);
}
