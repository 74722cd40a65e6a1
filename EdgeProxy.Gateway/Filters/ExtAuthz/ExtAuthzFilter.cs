using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Asks a service whether a request may pass (Envoy, "External Authorization").</summary>
internal sealed class ExtAuthzFilter : HttpFilter
{
    private const string AllowedByFailureName = "x-envoy-auth-failure-mode-allowed";
    private const string Namespace = "envoy.filters.http.ext_authz";
    private static readonly Dictionary<string, string> NoExtensions = [];
    private readonly ExtAuthzConfig _config;
    private readonly ExtAuthzBodyConfig? _body;
    private readonly FilterServices _services;
    private readonly AuthorizationClient _client;
    private readonly IReadOnlyDictionary<string, string> _extensions = NoExtensions;
    private readonly string _statName;

    public ExtAuthzFilter(ExtAuthzConfig config, FilterServices services)
    {
        _config = config;
        _body = config.Body;
        _services = services;
        _client = config.Grpc is null ? new HttpAuthorizationClient(config, services) : new GrpcAuthorizationClient(config, services);
        _statName = config.StatPrefix.Length > 0 ? $"ext_authz.{config.StatPrefix}." : "ext_authz.";
    }

    private ExtAuthzFilter(ExtAuthzFilter filter, IReadOnlyList<ExtAuthzRouteConfig> settings)
    {
        (_config, _services, _client, _statName) = (filter._config, filter._services, filter._client, filter._statName);
        _body = settings[^1].DisableBody ? null : settings[^1].Body ?? filter._body;
        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings.SelectMany(level => level.ContextExtensions))
            extensions[name] = value;
        _extensions = extensions;
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings) =>
        settings.OfType<ExtAuthzRouteConfig>().ToList() is { Count: > 0 } levels ? new ExtAuthzFilter(this, levels) : this;

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        // Envoy: a request without a route is not asked about.
        if (context.Route is null)
            return default;
        if (!Chance.Takes(_config.FractionPerMillion))
        {
            Count(context, "disabled");
            return new(_config.DenyAtDisable ? new FilterReply(_config.StatusOnError, "", ResponseFlags.UAEX) : null);
        }

        return new(CheckAsync(context));
    }

    private async Task<FilterReply?> CheckAsync(FilterContext context)
    {
        BufferedBody? body = null;
        if (_body is { } settings && context.HasBody)
        {
            var read = await context.BufferBodyAsync(settings.MaxBytes);
            if (read.Failure is { } failure)
                return failure;
            if (!read.IsWhole && !settings.AllowPartial)
                return new FilterReply(StatusCodes.Status413PayloadTooLarge, "Payload Too Large");
            body = read;
        }

        var answer = await _client.CheckAsync(context, body, _extensions);
        if (answer.Metadata is { } metadata)
            context.Metadata[Namespace] = metadata;
        switch (answer.Result)
        {
            case AuthorizationResult.Ok:
                Count(context, "ok");
                Pass(context, answer);
                return null;
            case AuthorizationResult.Denied:
                Count(context, "denied");
                return new FilterReply(answer.Status, answer.Body, ResponseFlags.UAEX) { Headers = answer.HeadersToSet };
            default:
                Count(context, "error");
                return Fail(context);
        }
    }

    private FilterReply? Fail(FilterContext context)
    {
        if (!_config.FailureModeAllow)
            return new FilterReply(_config.StatusOnError, "", ResponseFlags.UAEX);
        Count(context, "failure_mode_allowed");
        if (_config.FailureModeAllowHeaderAdd)
            context.AddUpstreamHeader(AllowedByFailureName, "true");
        return null;
    }

    private void Pass(FilterContext context, AuthorizationAnswer answer)
    {
        var headers = context.Request.Headers;
        foreach (var (name, value) in answer.HeadersToSet)
            headers[name] = value;
        foreach (var (name, value) in answer.HeadersToAdd)
            headers.Append(name, value);
        foreach (var (name, value) in answer.HeadersToAppend)
        {
            if (headers.TryGetValue(name, out var before))
                headers[name] = $"{before},{value}";
        }

        foreach (var name in answer.HeadersToRemove.Where(HeaderRules.MayRemove))
            headers.Remove(name);
        if (answer.QueryToSet.Count + answer.QueryToRemove.Count > 0)
            context.Target = QueryChange.Apply(context.Target, answer.QueryToSet, answer.QueryToRemove);
        if (_config.ClearRouteCache && answer.ChangesRequest)
            context.ClearsRoute = true;
        if (answer.ResponseHeadersToAdd.Count + answer.ResponseHeadersToSet.Count == 0)
            return;
        context.OnResponse(response =>
        {
            foreach (var (name, value) in answer.ResponseHeadersToAdd)
                response.Headers.Append(name, value);
            foreach (var (name, value) in answer.ResponseHeadersToSet)
                response.Headers[name] = value;
        });
    }

    /// <summary>Counts for the connection manager, and for the cluster that the request would go to.</summary>
    private void Count(FilterContext context, string what)
    {
        _services.Counter(_statName + what).Add();
        if (context.Route?.Config.Action is ForwardActionConfig { Clusters: [var only] })
            _services.ClusterCounter(only.Name, _statName + what).Add();
    }
}
