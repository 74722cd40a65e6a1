using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Cross-origin requests (Envoy, "CORS"): preflights are answered here, other answers get what lets a page read them.</summary>
internal sealed class CorsFilter : HttpFilter
{
    private const string PrivateNetworkRequest = "access-control-request-private-network";
    private const string PrivateNetworkAnswer = "access-control-allow-private-network";
    private readonly CorsPolicy? _policy;
    private readonly FilterCounter _valid;
    private readonly FilterCounter _invalid;

    public CorsFilter(FilterServices services)
    {
        _valid = services.Counter("cors.origin_valid");
        _invalid = services.Counter("cors.origin_invalid");
    }

    private CorsFilter(CorsFilter filter, CorsPolicy policy)
    {
        (_valid, _invalid) = (filter._valid, filter._invalid);
        _policy = policy;
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings) =>
        settings is [.., CorsConfig policy] ? new CorsFilter(this, new CorsPolicy(policy)) : null;

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context) => new(Apply(context, _policy!));

    private FilterReply? Apply(FilterContext context, CorsPolicy policy)
    {
        var (request, cors) = (context.Request, policy.Config);
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return null;
        var isPreflight = request.Method == HttpMethods.Options && request.Headers.AccessControlRequestMethod.Count > 0;
        if (!policy.Allows(origin))
        {
            _invalid.Add();
            return isPreflight && !cors.ForwardNotMatchingPreflights ? new FilterReply(StatusCodes.Status200OK) : null;
        }

        _valid.Add();
        if (!isPreflight)
        {
            // Over what the upstream says itself.
            context.OnResponse(response => Write(response.Headers, cors, origin, isPreflight: false));
            return null;
        }

        var headers = context.Http.Response.Headers;
        Write(headers, cors, origin, isPreflight: true);
        if (cors.AllowPrivateNetworkAccess && request.Headers[PrivateNetworkRequest] == "true")
            headers[PrivateNetworkAnswer] = "true";
        return new FilterReply(StatusCodes.Status200OK);
    }

    private static void Write(IHeaderDictionary headers, CorsConfig cors, string origin, bool isPreflight)
    {
        headers.AccessControlAllowOrigin = origin;
        if (cors.AllowCredentials)
            headers.AccessControlAllowCredentials = "true";
        if (!isPreflight)
        {
            if (cors.ExposeHeaders.Count > 0)
                headers.AccessControlExposeHeaders = string.Join(',', cors.ExposeHeaders);
            return;
        }

        if (cors.AllowMethods.Count > 0)
            headers.AccessControlAllowMethods = string.Join(',', cors.AllowMethods);
        if (cors.AllowHeaders.Count > 0)
            headers.AccessControlAllowHeaders = string.Join(',', cors.AllowHeaders);
        if (cors.MaxAge is { } age)
            headers.AccessControlMaxAge = ((long)age.TotalSeconds).ToString();
    }
}
