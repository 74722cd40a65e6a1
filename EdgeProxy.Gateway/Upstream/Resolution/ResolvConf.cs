using System.Globalization;
using System.Net;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>What <c>resolv.conf(5)</c> says.</summary>
/// <param name="Servers">The name servers in order.</param>
/// <param name="Search">The search list.</param>
/// <param name="Ndots">A name with at least this many dots is asked as it is first.</param>
internal sealed record ResolvConf(IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<string> Search, int Ndots)
{
    private const int DnsPort = 53;

    public static ResolvConf Read(string path)
    {
        var servers = new List<IPEndPoint>();
        IReadOnlyList<string> search = [];
        var ndots = 1;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            var words = line.Split('#', ';')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["nameserver", var address, ..] when IPAddress.TryParse(address, out var server):
                    servers.Add(new IPEndPoint(server, DnsPort));
                    break;
                case ["domain" or "search", .. var domains]:
                    search = [.. domains.Select(domain => domain.Trim('.')).Where(domain => domain.Length > 0)];
                    break;
                case ["options", .. var options]:
                    foreach (var option in options.Where(option => option.StartsWith("ndots:", StringComparison.Ordinal)))
                        ndots = int.TryParse(option.AsSpan(6), CultureInfo.InvariantCulture, out var dots) ? Math.Clamp(dots, 0, 15) : ndots;
                    break;
            }
        }

        // resolv.conf(5): without a name server, the one on this machine is asked.
        return new ResolvConf(servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, DnsPort)], search, ndots);
    }

    /// <summary>The names to ask for, in order.</summary>
    public IReadOnlyList<string> Candidates(string name)
    {
        if (name.EndsWith('.'))
            return [name];
        var searched = Search.Select(domain => $"{name}.{domain}.");
        return name.Count(letter => letter == '.') >= Ndots ? [name + ".", .. searched] : [.. searched, name + "."];
    }
}
