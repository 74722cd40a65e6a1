using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Refuses requests that change something and come from another site's page (Envoy, "CSRF").</summary>
internal sealed class CsrfFilter : HttpFilter
{
    private readonly CsrfConfig _config;
    private readonly ValueMatcher[] _origins;
    private readonly FilterCounter _missing;
    private readonly FilterCounter _invalid;
    private readonly FilterCounter _valid;
    private readonly FilterServices _services;

    public CsrfFilter(CsrfConfig config, FilterServices services)
    {
        _config = config;
        _services = services;
        _origins = HeaderRules.Matchers(config.AdditionalOrigins);
        _missing = services.Counter("csrf.missing_source_origin");
        _invalid = services.Counter("csrf.request_invalid");
        _valid = services.Counter("csrf.request_valid");
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        var config = settings is [.., CsrfConfig route] ? route : _config;
        if (config.EnabledPerMillion + config.ShadowPerMillion == 0)
            return null;
        return config == _config ? this : new CsrfFilter(config, _services);
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (context.Request.Method is not ("POST" or "PUT" or "DELETE" or "PATCH"))
            return default;
        var isEnforced = Chance.Takes(_config.EnabledPerMillion);
        if (!isEnforced && !Chance.Takes(_config.ShadowPerMillion))
            return default;
        var source = Authority(context.Request.Headers.Origin.ToString()) ?? Authority(context.Request.Headers.Referer.ToString());
        if (source is null)
            _missing.Add();
        else if (source.Equals(context.Request.Headers.Host.ToString(), StringComparison.OrdinalIgnoreCase) || HeaderRules.Matches(_origins, source))
            return Pass();
        else
            _invalid.Add();
        return new(isEnforced ? new FilterReply(StatusCodes.Status403Forbidden, "Invalid origin") : null);
    }

    /// <summary>Host and port of an origin or a URL; null where there is none.</summary>
    private static string? Authority(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = url.AsSpan(start + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        return (end < 0 ? rest : rest[..end]) is { Length: > 0 } authority ? authority.ToString() : null;
    }

    private ValueTask<FilterReply?> Pass()
    {
        _valid.Add();
        return default;
    }
}
