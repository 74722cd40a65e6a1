using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>The filter chains of a listener's routes, each made once for all routes that say the same of the filters.</summary>
internal sealed class FilterChains
{
    private readonly HttpFilter[]?[] _bySet;

    private FilterChains(HttpFilter[]?[] bySet) => _bySet = bySet;

    /// <summary>Makes the chains; null where no route has a filter that is on.</summary>
    public static FilterChains? Create(ConnectionManagerConfig listener, FilterSets sets, FilterServices services)
    {
        var filters = listener.HttpFilters.Select(config => (config, filter: HttpFilterFactory.Create(config.Settings, services))).ToList();
        var chains = new HttpFilter[]?[sets.All.Count];
        for (var index = 0; index < chains.Length; index++)
        {
            HttpFilter[] chain = [.. filters.Select(entry => ForSet(entry.config, entry.filter, sets.All[index])).OfType<HttpFilter>()];
            chains[index] = chain.Length > 0 ? chain : null;
        }

        return Array.Exists(chains, chain => chain is not null) ? new FilterChains(chains) : null;
    }

    /// <summary>The filters of a route, or of a request without one; null for none.</summary>
    public HttpFilter[]? For(Route? route) => _bySet[route?.FilterSet ?? FilterSets.OfListener];

    private static HttpFilter? ForSet(HttpFilterConfig config, HttpFilter filter, IReadOnlyList<RouteFilterConfig> set)
    {
        var said = set.Where(entry => entry.Name == config.Name).ToList();
        var isOff = said is [.., var last] ? last.Disabled : config.Disabled;
        return isOff ? null : filter.ForRoute([.. said.Select(entry => entry.Settings).OfType<FilterSettings>()]);
    }
}
