using System.Threading.RateLimiting;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What a listener asks of every request beyond Envoy's defaults. With the default profile there is nothing to ask.</summary>
internal sealed class ListenerPolicy : IDisposable
{
    private static readonly RequestRefusal BadPath =
        new(StatusCodes.Status400BadRequest, "", ResponseFlags.None, Closes: false, HttpCounter.RqRejectedPath);

    private static readonly RequestRefusal BadHeader = new(StatusCodes.Status400BadRequest, "", ResponseFlags.DPE, Closes: true);
    private static readonly RequestRefusal TooMany =
        new(StatusCodes.Status429TooManyRequests, "local_rate_limited", ResponseFlags.RL, Closes: false);

    private static readonly RequestRefusal NoMemory =
        new(StatusCodes.Status503ServiceUnavailable, "envoy overloaded", ResponseFlags.OM, Closes: true);

    private readonly ListenerConfig _listener;
    private readonly MemoryShedding? _memory;
    private readonly TokenBucketRateLimiter? _limiter;
    private readonly bool _isPlain;

    public ListenerPolicy(ListenerConfig listener, TimeProvider time)
    {
        _listener = listener;
        _memory = listener.ShedsLoadNearMemoryLimit ? new MemoryShedding(time) : null;
        if (listener.RateLimit is { } limit)
        {
            _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                // Without a timer of its own there is nothing to end when a reload brings another, with requests still on this one.
                AutoReplenishment = false,
                TokenLimit = limit.MaxTokens,
                TokensPerPeriod = limit.TokensPerFill,
                ReplenishmentPeriod = limit.FillInterval,
            });
        }

        _isPlain = listener is
        {
            NormalizePath: false, MergeSlashes: false, EscapedSlashes: EscapedSlashesAction.KeepUnchanged,
            HeadersWithUnderscores: UnderscoreHeadersAction.Allow, UseRemoteAddress: false, RedirectToHttps: false,
            RateLimit: null, ShedsLoadNearMemoryLimit: false,
        };
    }

    /// <summary>The refusal of a request, or null; the target may come out normalized.</summary>
    public RequestRefusal? Refuse(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        if (_isPlain)
            return null;
        if (_memory?.IsRefusing() == true)
            return NoMemory;
        if (_limiter is not null && !TryTakeToken(_limiter))
            return TooMany;
        if (RefuseHeaders(context) is { } refused)
            return refused;
        ForwardedFor.Apply(context, _listener);
        if (_listener.RedirectToHttps && connection.Scheme == "http")
        {
            return RouteReply.HttpsLocation(context, target!) is { } location
                ? Redirect(context, StatusCodes.Status301MovedPermanently, location)
                : BadHeader;
        }

        var normalized = PathNormalizer.Normalize(_listener, target!, out var redirectTo);
        if (normalized is null)
            return BadPath;
        target = normalized;
        return redirectTo is null ? null : Redirect(context, StatusCodes.Status307TemporaryRedirect, redirectTo);
    }

    public void Dispose() => _limiter?.Dispose();

    private static bool TryTakeToken(TokenBucketRateLimiter limiter)
    {
        limiter.TryReplenish();
        using var token = limiter.AttemptAcquire();
        return token.IsAcquired;
    }

    private static RequestRefusal Redirect(HttpContext context, int status, string location)
    {
        context.Response.Headers.Location = location;
        return new RequestRefusal(status, "", ResponseFlags.None, Closes: false);
    }

    private RequestRefusal? RefuseHeaders(HttpContext context)
    {
        if (_listener.HeadersWithUnderscores == UnderscoreHeadersAction.Allow)
            return null;
        var headers = context.Request.Headers;
        var named = headers.Keys.Where(name => name.Contains('_', StringComparison.Ordinal)).ToList();
        if (named.Count > 0 && _listener.HeadersWithUnderscores == UnderscoreHeadersAction.RejectRequest)
            return BadHeader;
        foreach (var name in named)
            headers.Remove(name);
        return null;
    }
}
