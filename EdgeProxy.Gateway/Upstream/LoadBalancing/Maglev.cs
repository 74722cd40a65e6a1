using System.IO.Hashing;
using System.Text;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Envoy's Maglev (the paper's listing 1): every host fills a table by a permutation of its own, in turn and by weight, so that the table is spread evenly and a host
/// that comes or goes moves little more than its own share.
/// </summary>
internal sealed class Maglev : ILoadBalancer
{
    private readonly UpstreamHost[] _table;

    public Maglev(UpstreamHost[] hosts, int tableSize)
    {
        _table = new UpstreamHost[tableSize];
        var entries = hosts.OrderBy(host => host.AddressText, StringComparer.Ordinal).Select(host => new Entry(host, tableSize)).ToArray();
        var largest = entries.Max(entry => entry.Weight);
        for (long filled = 0, turn = 1; filled < tableSize; turn++)
        {
            foreach (var entry in entries)
            {
                // The heaviest host is chosen in every turn, one of half its weight in every other.
                if (turn * entry.Weight < entry.Target || filled == tableSize)
                    continue;
                entry.Target += largest;
                _table[entry.NextFree(_table)] = entry.Host;
                filled++;
            }
        }
    }

    public UpstreamHost? Pick(uint turn, ulong hash) => _table[hash % (ulong)_table.Length];

    /// <summary>A host with its permutation of the table's places.</summary>
    private sealed class Entry(UpstreamHost host, int tableSize)
    {
        private readonly ulong _skip = (Hash(host, 1) % (ulong)(tableSize - 1)) + 1;
        private ulong _next = Hash(host, 0) % (ulong)tableSize;

        public UpstreamHost Host { get; } = host;

        public double Weight { get; } = host.Endpoint.Weight;

        public double Target { get; set; }

        /// <summary>The next place of the permutation that is free.</summary>
        public ulong NextFree(UpstreamHost?[] table)
        {
            while (true)
            {
                var place = _next;
                _next = (_next + _skip) % (ulong)table.Length;
                if (table[place] is null)
                    return place;
            }
        }

        private static ulong Hash(UpstreamHost host, long seed) => XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(host.AddressText), seed);
    }
}
