using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Reads one kind of HTTP filter: its <c>typed_config</c>, and what routes say of it.</summary>
internal abstract class HttpFilterReader
{
    /// <summary>Envoy's name of the filter: <c>envoy.filters.http.cors</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The messages of its configuration, without their package.</summary>
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>The messages that a route may have for it; none where routes have nothing to say.</summary>
    public virtual IReadOnlyList<string> RouteTypes => [];

    /// <summary>Reads the configuration.</summary>
    /// <param name="filter">The element of <c>http_filters</c>, for messages.</param>
    /// <param name="config">Its <c>typed_config</c>; null without one.</param>
    /// <param name="clusters">The names of the clusters.</param>
    public abstract FilterSettings Read(Message filter, Message? config, HashSet<string> clusters);

    /// <summary>Reads what a route says.</summary>
    /// <param name="name">The filter's name.</param>
    /// <param name="config">The message.</param>
    /// <param name="clusters">The names of the clusters.</param>
    public virtual RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters) => new(name);
}
