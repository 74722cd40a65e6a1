using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>What a route asks beside the path.</summary>
internal sealed class RouteConditions
{
    private readonly string[] _methods;
    private readonly ValueMatcher[] _headers;
    private readonly ValueMatcher[] _query;
    private readonly bool _grpcOnly;
    private readonly int _fraction;

    private RouteConditions(RouteMatchConfig match)
    {
        _methods = [.. match.Methods];
        _headers = [.. match.Headers.Select(header => new ValueMatcher(header))];
        _query = [.. match.QueryParameters.Select(parameter => new ValueMatcher(parameter))];
        _grpcOnly = match.GrpcOnly;
        _fraction = match.FractionPerMillion;
    }

    public static RouteConditions? Create(RouteMatchConfig match) =>
        match is { Methods.Count: 0, Headers.Count: 0, QueryParameters.Count: 0, GrpcOnly: false, FractionPerMillion: >= 1_000_000 }
            ? null
            : new RouteConditions(match);

    public bool AreMet(HttpContext context, string target)
    {
        if (_methods.Length > 0 && Array.IndexOf(_methods, context.Request.Method) < 0)
            return false;
        if (_grpcOnly && !GrpcRequest.Is(context.Request))
            return false;
        foreach (var header in _headers)
        {
            if (!header.Matches(Header(context, target, header.Name)))
                return false;
        }

        foreach (var parameter in _query)
        {
            if (!parameter.Matches(QueryParameters.Find(target, parameter.Name)))
                return false;
        }

        return _fraction >= 1_000_000 || Random.Shared.Next(1_000_000) < _fraction;
    }

    /// <summary>A header of a request, or what Envoy has as one; null without it.</summary>
    public static string? Header(HttpContext context, string target, string name) => name switch
    {
        ":authority" => context.Request.Headers.Host,
        ":method" => context.Request.Method,
        ":path" => target,
        ":scheme" => context.Request.Scheme,
        _ => context.Request.Headers.TryGetValue(name, out var values) ? string.Join(',', values.AsEnumerable()) : null,
    };
}
