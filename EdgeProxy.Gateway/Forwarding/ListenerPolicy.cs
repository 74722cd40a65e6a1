using System.Threading.RateLimiting;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What a listener checks of every request beyond Envoy's defaults. With the default profile there is no check.</summary>
internal sealed class ListenerPolicy : IDisposable
{
    private static readonly RequestRefusal BadPath =
        new(StatusCodes.Status400BadRequest, "", ResponseFlags.None, Closes: false, HttpCounter.RqRejectedPath);

    private static readonly RequestRefusal BadHeader = new(StatusCodes.Status400BadRequest, "", ResponseFlags.DPE, Closes: true);
    private static readonly RequestRefusal TooMany =
        new(StatusCodes.Status429TooManyRequests, "local_rate_limited", ResponseFlags.RL, Closes: false);

    private static readonly RequestRefusal NoMemory =
        new(StatusCodes.Status503ServiceUnavailable, "envoy overloaded", ResponseFlags.OM, Closes: true);

    private readonly ConnectionManagerConfig _listener;
    private readonly TokenBucketRateLimiter? _limiter;
    private readonly Check[] _checks;

    public ListenerPolicy(ConnectionManagerConfig listener, MemoryShedding? memory)
    {
        _listener = listener;
        _limiter = listener.RateLimit is { } limit ? Limiter(limit) : null;
        _checks = [.. Checks(memory)];
    }

    /// <summary>One check: the refusal of a request, or null; the target may come out normalized.</summary>
    private delegate RequestRefusal? Check(HttpContext context, DownstreamConnection connection, ref string? target);

    /// <summary>The refusal of a request, or null; the target may come out normalized.</summary>
    public RequestRefusal? Refuse(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        foreach (var check in _checks)
        {
            if (check(context, connection, ref target) is { } refusal)
                return refusal;
        }

        return null;
    }

    public void Dispose() => _limiter?.Dispose();

    /// <summary>The checks that the listener's configuration turns on, in the order in which they are made.</summary>
    private IEnumerable<Check> Checks(MemoryShedding? memory)
    {
        if (_listener.ForwardClientCertificate != ClientCertificateForwarding.AlwaysForwardOnly)
            yield return SetClientCertificate;
        if (memory is not null)
            yield return (HttpContext _, DownstreamConnection _, ref string? _) => memory.IsRefusing() ? NoMemory : null;
        if (_limiter is not null)
            yield return LimitRate;
        if (_listener.HeadersWithUnderscores != UnderscoreHeadersAction.Allow)
            yield return CheckHeaderNames;
        if (_listener.UseRemoteAddress)
            yield return AppendForwardedFor;
        if (_listener.RedirectToHttps)
            yield return RedirectToHttps;
        if (_listener is not { NormalizePath: false, MergeSlashes: false, EscapedSlashes: EscapedSlashesAction.KeepUnchanged })
            yield return NormalizePath;
    }

    private RequestRefusal? SetClientCertificate(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        ForwardedClientCertificate.Apply(context, connection, _listener);
        return null;
    }

    private static TokenBucketRateLimiter Limiter(RateLimitConfig limit) => new(new TokenBucketRateLimiterOptions
    {
        // Without a timer of its own there is nothing to end when a reload brings another, with requests still on this one.
        AutoReplenishment = false,
        TokenLimit = limit.MaxTokens,
        TokensPerPeriod = limit.TokensPerFill,
        ReplenishmentPeriod = limit.FillInterval,
    });

    private RequestRefusal? LimitRate(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        _limiter!.TryReplenish();
        using var token = _limiter.AttemptAcquire();
        return token.IsAcquired ? null : TooMany;
    }

    private RequestRefusal? CheckHeaderNames(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        var headers = context.Request.Headers;
        var named = headers.Keys.Where(name => name.Contains('_', StringComparison.Ordinal)).ToList();
        if (named.Count > 0 && _listener.HeadersWithUnderscores == UnderscoreHeadersAction.RejectRequest)
            return BadHeader;
        foreach (var name in named)
            headers.Remove(name);
        return null;
    }

    private RequestRefusal? AppendForwardedFor(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        ForwardedFor.Apply(context, _listener);
        return null;
    }

    private static RequestRefusal? RedirectToHttps(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        if (connection.Scheme != "http")
            return null;
        return RouteReply.HttpsLocation(context, target!) is { } location
            ? Redirect(context, StatusCodes.Status301MovedPermanently, location)
            : BadHeader;
    }

    private RequestRefusal? NormalizePath(HttpContext context, DownstreamConnection connection, ref string? target)
    {
        var normalized = PathNormalizer.Normalize(_listener, target!, out var redirectTo);
        if (normalized is null)
            return BadPath;
        target = normalized;
        return redirectTo is null ? null : Redirect(context, StatusCodes.Status307TemporaryRedirect, redirectTo);
    }

    private static RequestRefusal Redirect(HttpContext context, int status, string location)
    {
        context.Response.Headers.Location = location;
        return new RequestRefusal(status, "", ResponseFlags.None, Closes: false);
    }
}
