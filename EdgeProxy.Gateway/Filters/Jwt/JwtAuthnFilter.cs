using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Asks requests for JSON Web Tokens (Envoy, "JWT Authentication").</summary>
internal sealed class JwtAuthnFilter : HttpFilter
{
    private const int LongestUri = 256;
    private readonly JwtAuthnConfig _config;
    private readonly JwtVerifier _verifier;
    private readonly (RouteMatcher Match, JwtRequirementConfig? Requirement)[] _rules;
    private readonly string[] _ownHeaders;
    private readonly FilterCounter _allowed;
    private readonly FilterCounter _denied;
    private readonly FilterCounter _preflights;
    private readonly JwtRouteConfig? _route;
    private readonly JwtRequirementConfig? _ofRoute;

    public JwtAuthnFilter(JwtAuthnConfig config, FilterServices services)
    {
        _config = config;
        _verifier = new JwtVerifier(config.Providers.ToDictionary(entry => entry.Key, entry => new JwtProvider(entry.Value, services), StringComparer.Ordinal));
        _rules = [.. config.Rules.Select(rule => (new RouteMatcher(rule.Match), rule.Requirement))];
        _ownHeaders =
        [
            .. config.Providers.Select(entry => entry.Value).SelectMany(provider => provider.ClaimToHeaders.Select(claim => claim.Header).Append(provider.ForwardPayloadHeader))
                .Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        _allowed = services.Counter("jwt_authn.allowed");
        _denied = services.Counter("jwt_authn.denied");
        _preflights = services.Counter("jwt_authn.cors_preflight_bypassed");
    }

    private JwtAuthnFilter(JwtAuthnFilter filter, JwtRouteConfig route)
    {
        (_config, _verifier, _rules, _ownHeaders) = (filter._config, filter._verifier, filter._rules, filter._ownHeaders);
        (_allowed, _denied, _preflights) = (filter._allowed, filter._denied, filter._preflights);
        _route = route;
        _ofRoute = filter._config.Requirements.FirstOrDefault(entry => entry.Key == route.Requirement).Value;
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings) => settings is [.., JwtRouteConfig route] ? new JwtAuthnFilter(this, route) : this;

    public override async ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        // What says who a caller is comes from here alone, whether or not a token is asked for.
        foreach (var name in _ownHeaders)
            context.Request.Headers.Remove(name);
        if (_config.BypassCorsPreflight && IsPreflight(context.Request))
        {
            _preflights.Add();
            _allowed.Add();
            return null;
        }

        if (_route is not null && _ofRoute is null)
        {
            _denied.Add();
            return new FilterReply(StatusCodes.Status403Forbidden, _config.StripFailureResponse ? "" :
                $"Failed JWT authentication: Wrong requirement_name: {_route.Requirement}. It should be one of [{string.Join(',', _config.Requirements.Select(entry => entry.Key))}]");
        }

        var requirement = _ofRoute ?? Find(context);
        if (requirement is null || await _verifier.VerifyAsync(requirement, context) is not { } failure)
        {
            _allowed.Add();
            return null;
        }

        _denied.Add();
        return Refuse(failure, context);
    }

    private static bool IsPreflight(HttpRequest request) =>
        request.Method == HttpMethods.Options && request.Headers.Origin.ToString().Length > 0 && request.Headers.AccessControlRequestMethod.ToString().Length > 0;

    private JwtRequirementConfig? Find(FilterContext context)
    {
        foreach (var (match, requirement) in _rules)
        {
            if (match.Matches(context.Http, context.Target))
                return requirement;
        }

        return null;
    }

    private FilterReply Refuse(JwtStatus failure, FilterContext context)
    {
        if (_config.StripFailureResponse)
            return new FilterReply(failure.Status);
        var path = context.Target.Length > LongestUri ? context.Target[..LongestUri] : context.Target;
        var realm = $"{context.Scheme}://{context.Request.Headers.Host}{path}".Replace("\"", "%22", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
        var challenge = $"Bearer realm=\"{realm}\"" + (failure == JwtStatus.Missing ? "" : ", error=\"invalid_token\"");
        return new FilterReply(failure.Status, failure.Text) { Headers = [("www-authenticate", challenge)] };
    }
}
