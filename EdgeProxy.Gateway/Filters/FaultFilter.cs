using System.Globalization;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Delays and ends requests on purpose (Envoy, "Fault Injection").</summary>
internal sealed class FaultFilter : HttpFilter
{
    private const string DelayHeader = "x-envoy-fault-delay-request";
    private const string AbortHeader = "x-envoy-fault-abort-request";
    private const string AbortGrpcHeader = "x-envoy-fault-abort-grpc-request";
    private const string NodeHeader = "x-envoy-downstream-service-node";
    private readonly FaultConfig _config;
    private readonly FilterServices _services;
    private readonly ValueMatcher[] _headers;
    private readonly FilterCounter _delays;
    private readonly FilterCounter _aborts;
    private readonly FilterCounter _overflow;
    private readonly FilterCounter _active;

    public FaultFilter(FaultConfig config, FilterServices services)
    {
        _config = config;
        _services = services;
        _headers = HeaderRules.Matchers(config.Headers);
        _delays = services.Counter("fault.delays_injected");
        _aborts = services.Counter("fault.aborts_injected");
        _overflow = services.Counter("fault.faults_overflow");
        _active = services.Counter("fault.active_faults", StatKind.Gauge);
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        var config = settings is [.., FaultConfig route] ? route : _config;
        if (config is { Delay: null, DelayByHeader: false, AbortStatus: null, AbortGrpcStatus: null, AbortByHeader: false })
            return null;
        return config == _config ? this : new FaultFilter(config, _services);
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (!IsMeant(context))
            return default;
        var delay = Delay(context.Request);
        if (delay is null)
            return new(Abort(context));
        if (!TryBegin(context))
            return default;
        _delays.Add();
        context.Flag = ResponseFlags.DI;
        return new(DelayAsync(context, delay.Value));
    }

    private async Task<FilterReply?> DelayAsync(FilterContext context, TimeSpan delay)
    {
        await Task.Delay(delay.ForTimer(), _services.Time, context.Http.RequestAborted);
        return Abort(context);
    }

    private bool IsMeant(FilterContext context)
    {
        if (_config.UpstreamCluster.Length > 0 && context.Route?.Config.Action is not ForwardActionConfig { Clusters: [{ } only] })
            return false;
        if (_config.UpstreamCluster.Length > 0 && ((ForwardActionConfig)context.Route!.Config.Action).Clusters[0].Name != _config.UpstreamCluster)
            return false;
        if (_config.DownstreamNodes.Count > 0 && !_config.DownstreamNodes.Contains(context.Request.Headers[NodeHeader].ToString(), StringComparer.Ordinal))
            return false;
        return Array.TrueForAll(_headers, matcher => matcher.Matches(RouteConditions.Header(context.Http, context.Target, matcher.Name)));
    }

    private TimeSpan? Delay(HttpRequest request)
    {
        if (_config.DelayByHeader)
        {
            return Number(request, DelayHeader) is { } milliseconds && Chance.Takes(Share(request, DelayHeader, _config.DelayPerMillion))
                ? TimeSpan.FromMilliseconds(milliseconds) : null;
        }

        return _config.Delay is { } delay && Chance.Takes(_config.DelayPerMillion) ? delay : null;
    }

    private FilterReply? Abort(FilterContext context)
    {
        var (status, grpcStatus, share) = (_config.AbortStatus, _config.AbortGrpcStatus, _config.AbortPerMillion);
        if (_config.AbortByHeader)
        {
            status = Number(context.Request, AbortHeader) is >= 200 and < 600 and var asked ? asked : null;
            grpcStatus = status is null ? Number(context.Request, AbortGrpcHeader) : null;
            share = Share(context.Request, status is null ? AbortGrpcHeader : AbortHeader, share);
        }

        if ((status is null && grpcStatus is null) || !Chance.Takes(share) || (context.Flag != ResponseFlags.DI && !TryBegin(context)))
            return null;
        _aborts.Add();
        return new FilterReply(status ?? HttpStatus(grpcStatus!.Value), "fault filter abort", ResponseFlags.FI) { GrpcStatus = grpcStatus };
    }

    /// <summary>The share that a request asks for, which is never more than the configured one.</summary>
    private static int Share(HttpRequest request, string header, int perMillion) =>
        Number(request, header + "-percentage") is { } percent ? (int)Math.Min(percent * 10_000L, perMillion) : perMillion;

    private static int? Number(HttpRequest request, string header) =>
        int.TryParse(request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>gRPC, "HTTP to gRPC Status Code Mapping", the other way round.</summary>
    private static int HttpStatus(int grpcStatus) => grpcStatus switch
    {
        0 => 200,
        1 => 499,
        3 or 9 or 11 => 400,
        4 => 504,
        5 => 404,
        6 or 10 => 409,
        7 => 403,
        8 => 429,
        12 => 501,
        14 => 503,
        16 => 401,
        _ => 500,
    };

    private bool TryBegin(FilterContext context)
    {
        _active.Add();
        if (_config.MaxActive is { } most && _active.Value > most)
        {
            _active.Add(-1);
            _overflow.Add();
            return false;
        }

        context.OnEnd(() => _active.Add(-1));
        return true;
    }
}
