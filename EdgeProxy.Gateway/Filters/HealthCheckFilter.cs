using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Answers health checks of load balancers in front (Envoy, "Health check" filter).</summary>
internal sealed class HealthCheckFilter(HealthCheckFilterConfig config, FilterServices services) : HttpFilter
{
    private const string FailHeader = "x-envoy-immediate-health-check-fail";
    private readonly ValueMatcher[] _headers = HeaderRules.Matchers(config.Headers);

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (!Array.TrueForAll(_headers, matcher => matcher.Matches(RouteConditions.Header(context.Http, context.Target, matcher.Name))))
            return default;
        context.IsHealthCheck = true;
        if (services.Environment.IsFailing())
        {
            return new(new FilterReply(StatusCodes.Status503ServiceUnavailable, "", ResponseFlags.LH) { Headers = [(FailHeader, "true")] });
        }

        if (config.PassThrough)
            return default;
        return new(new FilterReply(config.MinHealthyPercentages.All(entry => IsHealthy(entry.Key, entry.Value)) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>Whether enough hosts of a cluster are healthy; of one without hosts none are.</summary>
    private bool IsHealthy(string name, double percent)
    {
        if (services.FindCluster(name)?.Hosts is not { } hosts)
            return false;
        return hosts.All.Length == 0 ? percent <= 0 : 100.0 * hosts.HealthyCount >= hosts.All.Length * percent;
    }
}
