using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Changes headers of requests and answers, those of all levels together (Envoy, "Header Mutation").</summary>
internal sealed class HeaderMutationFilter : HttpFilter
{
    private readonly HeaderMutationConfig _config;
    private readonly HeaderChanges? _request;
    private readonly HeaderChanges? _response;

    public HeaderMutationFilter(HeaderMutationConfig config)
        : this(config, [])
    {
    }

    private HeaderMutationFilter(HeaderMutationConfig config, IReadOnlyList<HeaderMutationConfig> levels)
    {
        _config = config;
        // Envoy: the filter's own come first; of routes the most specific first, or last where it is to win.
        var ordered = (config.MostSpecificLast ? levels : levels.Reverse()).Prepend(config).Select(level => level.Changes).ToList();
        _request = HeaderChanges.ForRequests(ordered);
        _response = HeaderChanges.ForResponses(ordered);
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        var levels = settings.OfType<HeaderMutationConfig>().ToList();
        var filter = levels.Count > 0 ? new HeaderMutationFilter(_config, levels) : this;
        return filter._request is null && filter._response is null ? null : filter;
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        _request?.Apply(context.Request.Headers, context.Info);
        if (_response is { } changes)
            context.OnResponse(response => changes.Apply(response.Headers, context.Info));
        return default;
    }
}
