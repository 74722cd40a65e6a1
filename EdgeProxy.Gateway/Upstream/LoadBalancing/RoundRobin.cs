namespace EdgeProxy.Gateway.Upstream;

/// <summary>Every host in rotation. With weights a rotation is longer, and has each host as often as its weight says, spread evenly.</summary>
internal sealed class RoundRobin : ILoadBalancer
{
    private const int LongestTurn = 4096;
    private readonly UpstreamHost[] _turn;

    public RoundRobin(UpstreamHost[] hosts) => _turn = Array.TrueForAll(hosts, host => host.Endpoint.Weight == hosts[0].Endpoint.Weight)
        ? hosts
        : Spread(hosts);

    public UpstreamHost? Pick(uint turn, ulong hash) => _turn[turn % (uint)_turn.Length];

    /// <summary>Smooth weighted round robin (nginx): the host furthest behind its share is next.</summary>
    private static UpstreamHost[] Spread(UpstreamHost[] hosts)
    {
        var total = hosts.Sum(host => (long)host.Endpoint.Weight);
        var divisor = hosts.Aggregate(0L, (divisor, host) => GreatestCommonDivisor(divisor, host.Endpoint.Weight));
        var turn = new UpstreamHost[Math.Min(total / divisor, LongestTurn)];
        var credit = new long[hosts.Length];
        for (var place = 0; place < turn.Length; place++)
        {
            var next = 0;
            for (var index = 0; index < hosts.Length; index++)
            {
                credit[index] += hosts[index].Endpoint.Weight;
                if (credit[index] > credit[next])
                    next = index;
            }

            credit[next] -= total;
            turn[place] = hosts[next];
        }

        return turn;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
