using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>Finds the virtual host of a request: exact domain, then the longest suffix wildcard, the longest prefix wildcard, and <c>*</c>.</summary>
internal sealed class VirtualHostTable
{
    private readonly RouteTable? _any;
    private readonly Dictionary<string, RouteTable> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Suffix, RouteTable Table)> _suffixes = [];
    private readonly List<(string Prefix, RouteTable Table)> _prefixes = [];

    public VirtualHostTable(ListenerConfig listener, Func<string, Cluster?> findCluster)
    {
        foreach (var host in listener.VirtualHosts)
        {
            var table = new RouteTable([.. host.Routes.Select(route => new Route(route, host, listener, findCluster))]);
            foreach (var domain in host.Domains)
            {
                if (domain == "*")
                    _any = table;
                else if (domain.StartsWith('*'))
                    _suffixes.Add((domain[1..], table));
                else if (domain.EndsWith('*'))
                    _prefixes.Add((domain[..^1], table));
                else
                    _exact[domain] = table;
            }
        }

        _suffixes.Sort((left, right) => right.Suffix.Length - left.Suffix.Length);
        _prefixes.Sort((left, right) => right.Prefix.Length - left.Prefix.Length);
        IsSingle = _exact.Count + _suffixes.Count + _prefixes.Count == 0;
    }

    private bool IsSingle { get; }

    public Route? Match(HttpContext context, string target)
    {
        var table = IsSingle ? _any : Find(context.Request.Headers.Host.ToString());
        return table?.Match(context, target);
    }

    private RouteTable? Find(string host)
    {
        if (_exact.TryGetValue(host, out var exact))
            return exact;
        foreach (var (suffix, table) in _suffixes)
        {
            if (host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return table;
        }

        foreach (var (prefix, table) in _prefixes)
        {
            if (host.Length > prefix.Length && host.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return table;
        }

        return _any;
    }
}
