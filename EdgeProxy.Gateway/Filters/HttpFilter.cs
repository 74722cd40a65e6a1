using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Filters;

/// <summary>
/// An HTTP filter (Envoy, "HTTP filters"): it sees a request between the match of its route and the route's action, in the order of the list. Only what is on is in a
/// route's chain, and a route without a chain costs nothing.
/// </summary>
internal abstract class HttpFilter
{
    /// <summary>The filter as a route has it.</summary>
    /// <param name="settings">What the levels say of it, the most specific last.</param>
    /// <returns>Null where it does nothing there.</returns>
    public virtual HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings) => this;

    /// <summary>Takes a request.</summary>
    /// <returns>The answer to the client; null to go on.</returns>
    public abstract ValueTask<FilterReply?> OnRequestAsync(FilterContext context);
}
