using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Routing;

/// <summary>
/// Finds the virtual host of a request: exact domain, then the longest suffix wildcard, the longest prefix wildcard, and <c>*</c>. The domains of an Envoy file are
/// compared with the Host as it is, port and all; those of YARP's <c>Match:Hosts</c> as ASP.NET Core does, where a host without a port means any port.
/// </summary>
internal sealed class VirtualHostTable
{
    private readonly RouteTable? _any;
    private readonly bool _ignoresPort;
    private readonly Dictionary<string, RouteTable> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Suffix, RouteTable Table)> _suffixes = [];
    private readonly List<(string Prefix, RouteTable Table)> _prefixes = [];

    public VirtualHostTable(ConnectionManagerConfig listener, Func<string, Cluster?> findCluster)
    {
        Filters = new FilterSets(listener);
        _ignoresPort = listener.VirtualHosts.Any(host => host.MatchesAnyPort);
        foreach (var host in listener.VirtualHosts)
        {
            var table = new RouteTable([.. host.Routes.Select(route => new Route(route, host, listener, Filters, findCluster))]);
            foreach (var domain in host.Domains)
            {
                if (domain == "*")
                    _any = table;
                else if (domain.StartsWith('*'))
                    _suffixes.Add((Key(domain)[1..], table));
                else if (domain.EndsWith('*'))
                    _prefixes.Add((domain[..^1], table));
                else
                    _exact[Key(domain)] = table;
            }
        }

        _suffixes.Sort((left, right) => right.Suffix.Length - left.Suffix.Length);
        _prefixes.Sort((left, right) => right.Prefix.Length - left.Prefix.Length);
        IsSingle = _exact.Count + _suffixes.Count + _prefixes.Count == 0;
    }

    /// <summary>What the routes say of HTTP filters.</summary>
    public FilterSets Filters { get; }

    private bool IsSingle { get; }

    public Route? Match(HttpContext context, string target)
    {
        if (IsSingle)
            return _any?.Match(context, target);
        var host = context.Request.Headers.Host.ToString();
        return (_ignoresPort ? FindByName(context, host) : Find(host) ?? _any)?.Match(context, target);
    }

    /// <summary>The name with the port comes first, then the name alone.</summary>
    private RouteTable? FindByName(HttpContext context, string host)
    {
        var (name, port) = HostPattern.Split(host);
        if (port.Length == 0)
            port = context.Request.IsHttps ? "443" : "80";
        return Find($"{name}:{port}") ?? Find(name) ?? _any;
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

        return null;
    }

    private string Key(string domain)
    {
        if (!_ignoresPort)
            return domain;
        var (name, port) = HostPattern.Split(domain);
        return port.Length == 0 ? name : $"{name}:{port}";
    }
}
