namespace EdgeProxy.Gateway.Upstream;

/// <summary>The least busy of a few hosts that are picked at random; a weight divides how busy a host counts as.</summary>
internal sealed class LeastRequest(UpstreamHost[] hosts, int choices) : ILoadBalancer
{
    public UpstreamHost? Pick(uint turn, ulong hash)
    {
        UpstreamHost? best = null;
        for (var choice = 0; choice < choices; choice++)
        {
            var host = hosts[Random.Shared.Next(hosts.Length)];
            if (best is null || Load(host) < Load(best))
                best = host;
        }

        return best;
    }

    private static double Load(UpstreamHost host) => (Volatile.Read(ref host.Active) + 1.0) / host.Endpoint.Weight;
}
