using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using Microsoft.AspNetCore.Connections.Features;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Limits the rate of requests by a bucket of tokens (Envoy, "Local rate limit").</summary>
#pragma warning disable CA1001 // A limiter without a timer of its own holds nothing, and requests may still be on it when a configuration is replaced.
internal sealed class LocalRateLimitFilter : HttpFilter
#pragma warning restore CA1001
{
    private const int ResourceExhausted = 8;
    private readonly LocalRateLimitConfig _config;
    private readonly FilterServices _services;
    private readonly TokenBucketRateLimiter? _limiter;
    private readonly ConditionalWeakTable<object, TokenBucketRateLimiter> _ofConnections = [];
    private readonly Dictionary<LocalRateLimitConfig, LocalRateLimitFilter> _ofRoutes = new(ReferenceEqualityComparer.Instance);
    private readonly HeaderChanges? _ofRefusal;
    private readonly HeaderChanges? _ofRequest;
    private readonly FilterCounter _enabled;
    private readonly FilterCounter _enforced;
    private readonly FilterCounter _limited;
    private readonly FilterCounter _ok;

    public LocalRateLimitFilter(LocalRateLimitConfig config, FilterServices services)
    {
        _config = config;
        _services = services;
        _limiter = config is { Bucket: { } bucket, PerConnection: false } ? Create(bucket) : null;
        _ofRefusal = HeaderChanges.ForResponses([new HeaderChangesConfig { ResponseHeadersToAdd = config.ResponseHeaders }]);
        _ofRequest = HeaderChanges.ForRequests([new HeaderChangesConfig { RequestHeadersToAdd = config.RequestHeadersWhenNotEnforced }]);
        _enabled = Counter("enabled");
        _enforced = Counter("enforced");
        _limited = Counter("rate_limited");
        _ok = Counter("ok");
    }

    /// <summary>A bucket belongs to the level that has it: all routes of a virtual host share its own.</summary>
    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        var config = settings is [.., LocalRateLimitConfig route] ? route : _config;
        if (config.EnabledPerMillion == 0 || config.Bucket is null)
            return null;
        if (config == _config)
            return this;
        if (!_ofRoutes.TryGetValue(config, out var filter))
            _ofRoutes[config] = filter = new LocalRateLimitFilter(config, _services);
        return filter;
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (!Chance.Takes(_config.EnabledPerMillion))
            return default;
        _enabled.Add();
        if (TryTake(_limiter ?? OfConnection(context.Http)))
        {
            _ok.Add();
            return default;
        }

        _limited.Add();
        if (!Chance.Takes(_config.EnforcedPerMillion))
        {
            _ofRequest?.Apply(context.Request.Headers, context.Info);
            return default;
        }

        _enforced.Add();
        if (_ofRefusal is { } changes)
            context.OnResponse(response => changes.Apply(response.Headers, context.Info));
        return new(new FilterReply(_config.Status, "local_rate_limited", ResponseFlags.RL) { GrpcStatus = _config.AsResourceExhausted ? ResourceExhausted : null });
    }

    private static bool TryTake(TokenBucketRateLimiter limiter)
    {
        limiter.TryReplenish();
        using var token = limiter.AttemptAcquire();
        return token.IsAcquired;
    }

    private static TokenBucketRateLimiter Create(RateLimitConfig bucket) => new(new TokenBucketRateLimiterOptions
    {
        AutoReplenishment = false,
        TokenLimit = bucket.MaxTokens,
        TokensPerPeriod = bucket.TokensPerFill,
        ReplenishmentPeriod = bucket.FillInterval,
    });

    private FilterCounter Counter(string name) => _services.Stats.Get(
        $"{_config.StatPrefix}.", $"http_local_rate_limit.{name}", "envoy_", $"envoy_local_http_ratelimit_prefix=\"{PrometheusLabel.Escape(_config.StatPrefix)}\"");

    private TokenBucketRateLimiter OfConnection(HttpContext context) =>
        _ofConnections.GetValue(context.Features.Get<IConnectionItemsFeature>()?.Items ?? (object)this, _ => Create(_config.Bucket!));
}
