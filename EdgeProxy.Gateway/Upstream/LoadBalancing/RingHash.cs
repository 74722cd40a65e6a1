using System.IO.Hashing;
using System.Text;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Envoy's ring hash (Ketama): a host takes places on a ring by the xxHash64 of <c>ADDRESS_N</c>, and a request goes to the next place
/// after its own hash, so that a host that comes or goes moves only its own share.
/// </summary>
internal sealed class RingHash : ILoadBalancer
{
    private readonly ulong[] _places;
    private readonly UpstreamHost[] _owners;

    public RingHash(UpstreamHost[] hosts, int minimumSize)
    {
        var total = hosts.Sum(host => (long)host.Endpoint.Weight);
        var least = hosts.Min(host => (double)host.Endpoint.Weight / total);
        var scale = Math.Ceiling(least * minimumSize) / least;
        var ring = new List<(ulong Place, UpstreamHost Owner)>();
        foreach (var host in hosts)
        {
            var count = (int)Math.Round(scale * host.Endpoint.Weight / total);
            for (var index = 0; index < Math.Max(count, 1); index++)
                ring.Add((XxHash64.HashToUInt64(Encoding.ASCII.GetBytes($"{host.AddressText}_{index}")), host));
        }

        ring.Sort((left, right) => left.Place.CompareTo(right.Place));
        _places = [.. ring.Select(entry => entry.Place)];
        _owners = [.. ring.Select(entry => entry.Owner)];
    }

    public UpstreamHost? Pick(uint turn, ulong hash)
    {
        var index = Array.BinarySearch(_places, hash);
        if (index < 0)
            index = ~index;
        return _owners[index == _owners.Length ? 0 : index];
    }
}
