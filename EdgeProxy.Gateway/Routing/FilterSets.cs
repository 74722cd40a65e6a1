using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>What routes say of HTTP filters, numbered: routes that say the same share a number, so that a chain of filters is made once for all of them.</summary>
internal sealed class FilterSets(ConnectionManagerConfig listener)
{
    /// <summary>The number of what holds for all routes, and for requests that match none.</summary>
    public const int OfListener = 0;

    private readonly List<IReadOnlyList<RouteFilterConfig>> _sets = [listener.RouteFilters];
    private readonly Dictionary<VirtualHostConfig, int> _ofHosts = new(ReferenceEqualityComparer.Instance);

    /// <summary>All of them by number; in each the most specific level is the last.</summary>
    public IReadOnlyList<IReadOnlyList<RouteFilterConfig>> All => _sets;

    /// <summary>The number of a route.</summary>
    public int Add(VirtualHostConfig host, RouteConfig route)
    {
        if (route.Filters.Count > 0)
            return Add([.. listener.RouteFilters, .. host.Filters, .. route.Filters]);
        if (host.Filters.Count == 0)
            return OfListener;
        if (!_ofHosts.TryGetValue(host, out var number))
            _ofHosts[host] = number = Add([.. listener.RouteFilters, .. host.Filters]);
        return number;
    }

    private int Add(IReadOnlyList<RouteFilterConfig> set)
    {
        _sets.Add(set);
        return _sets.Count - 1;
    }
}
