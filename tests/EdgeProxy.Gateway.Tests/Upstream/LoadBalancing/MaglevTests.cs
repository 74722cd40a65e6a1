using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream.LoadBalancing;

/// <summary>Maglev's table: even, by weight, and the same but for the share of a host that goes.</summary>
public sealed class MaglevTests : IDisposable
{
    private const int TableSize = 65537;
    private readonly List<UpstreamHost> _hosts = [];

    public void Dispose() => _hosts.ForEach(host => host.Dispose());

    [Fact]
    public void Table_IsSpreadEvenly()
    {
        var counts = Count(Hosts(10, _ => 1));
        Assert.All(counts.Values, count => Assert.InRange(count, TableSize / 10 * 99 / 100, TableSize / 10 * 101 / 100));
    }

    [Fact]
    public void Table_FollowsWeights()
    {
        var hosts = Hosts(3, index => index == 0 ? 2 : 1);
        var counts = Count(hosts);
        Assert.InRange(counts[hosts[0]], TableSize / 2 * 98 / 100, TableSize / 2 * 102 / 100);
        Assert.InRange(counts[hosts[1]], TableSize / 4 * 98 / 100, TableSize / 4 * 102 / 100);
    }

    [Fact]
    public void HostThatGoes_MovesLittleMoreThanItsShare()
    {
        var hosts = Hosts(10, _ => 1);
        var (before, after) = (new Maglev(hosts, TableSize), new Maglev(hosts[1..], TableSize));
        var moved = 0;
        for (var hash = 0UL; hash < TableSize; hash++)
        {
            if (before.Pick(0, hash) != after.Pick(0, hash))
                moved++;
        }

        Assert.InRange(moved, TableSize / 10, TableSize / 10 * 2);
    }

    [Fact]
    public void Order_DoesNotCount()
    {
        var hosts = Hosts(5, _ => 1);
        var (one, other) = (new Maglev(hosts, 251), new Maglev([.. hosts.Reverse()], 251));
        Assert.All(Enumerable.Range(0, 251), hash => Assert.Same(one.Pick(0, (ulong)hash), other.Pick(0, (ulong)hash)));
    }

    private static Dictionary<UpstreamHost, int> Count(UpstreamHost[] hosts)
    {
        var balancer = new Maglev(hosts, TableSize);
        return Enumerable.Range(0, TableSize).Select(hash => balancer.Pick(0, (ulong)hash)!).CountBy(host => host).ToDictionary();
    }

    private UpstreamHost[] Hosts(int count, Func<int, int> weight)
    {
        var cluster = new ClusterConfig { Name = "c" };
        UpstreamHost[] hosts =
        [
            .. Enumerable.Range(0, count).Select(index => new UpstreamHost(
                new IPEndPoint(new IPAddress([10, 0, 0, (byte)(index + 1)]), 80), new EndpointConfig("h", 80) { Weight = weight(index) }, cluster, new ClusterStats())),
        ];
        _hosts.AddRange(hosts);
        return hosts;
    }
}
