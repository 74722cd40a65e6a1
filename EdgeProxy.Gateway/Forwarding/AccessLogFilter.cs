using System.Diagnostics;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Which requests an access log has (Envoy's <c>AccessLogFilter</c>).</summary>
internal static class AccessLogFilter
{
    /// <summary>The filter of a log; null for one that has every request.</summary>
    public static AccessLogPredicate? Create(AccessLogFilterConfig? config)
    {
        if (config is null)
            return null;
        var parts = config.Parts.Select(part => Create(part)!).ToArray();
        var header = config.Header is { } match ? new ValueMatcher(match) : null;
        return config.Kind switch
        {
            AccessLogFilterKind.Status => (in RequestInfo info) => Compare(config, StatusOf(info)),
            AccessLogFilterKind.Duration => (in RequestInfo info) => Compare(config, (long)Stopwatch.GetElapsedTime(info.Started).TotalMilliseconds),
            AccessLogFilterKind.NotHealthCheck => (in RequestInfo info) => !info.IsHealthCheck,
            AccessLogFilterKind.Traceable => (in RequestInfo info) => info.IsTraced,
            AccessLogFilterKind.Fraction => (in RequestInfo info) => Chance.Takes(config.FractionPerMillion),
            AccessLogFilterKind.Header => (in RequestInfo info) => header?.Matches(RouteConditions.Header(info.Context, info.Target, header.Name)) == true,
            AccessLogFilterKind.ResponseFlag => (in RequestInfo info) => HasFlag(config, info),
            AccessLogFilterKind.And => (in RequestInfo info) => All(parts, info),
            AccessLogFilterKind.Or => (in RequestInfo info) => Any(parts, info),
            _ => throw new InvalidOperationException($"The filter {config.Kind} is not known."),
        };
    }

    private static long StatusOf(in RequestInfo info) => info.Flag == ResponseFlags.DC && !info.Context.Response.HasStarted ? 0 : info.Context.Response.StatusCode;

    private static bool Compare(AccessLogFilterConfig config, long value) => config.Comparison switch
    {
        "GE" => value >= config.Value,
        "LE" => value <= config.Value,
        "NE" => value != config.Value,
        _ => value == config.Value,
    };

    private static bool HasFlag(AccessLogFilterConfig config, in RequestInfo info)
    {
        var hasExceeded = info.HasExceededRetries && (config.Flags.Count == 0 || config.Flags.Contains(nameof(ResponseFlags.URX)));
        return hasExceeded || (info.Flag != ResponseFlags.None && (config.Flags.Count == 0 || config.Flags.Contains(FlagNames.Of(info.Flag))));
    }

    private static bool All(AccessLogPredicate[] parts, in RequestInfo info)
    {
        foreach (var part in parts)
        {
            if (!part(info))
                return false;
        }

        return true;
    }

    private static bool Any(AccessLogPredicate[] parts, in RequestInfo info)
    {
        foreach (var part in parts)
        {
            if (part(info))
                return true;
        }

        return false;
    }
}
