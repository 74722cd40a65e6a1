using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>One route match by itself, outside of a table.</summary>
internal sealed class RouteMatcher
{
    private readonly PathPattern _path;
    private readonly RouteConditions? _conditions;

    public RouteMatcher(RouteMatchConfig match)
    {
        _path = PathPattern.Of(match);
        _conditions = RouteConditions.Create(match);
    }

    /// <summary>Whether a request matches.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Its path and query.</param>
    public bool Matches(HttpContext context, string target) =>
        _path.IsMatch(target[..RequestTarget.PathLength(target)]) && (_conditions is null || _conditions.AreMet(context, target));
}
