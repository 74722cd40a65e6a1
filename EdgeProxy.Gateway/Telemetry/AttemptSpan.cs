using System.Diagnostics;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Telemetry;

/// <summary>The gateway's own spans: one for each attempt at a host, by OpenTelemetry's HTTP conventions.</summary>
internal static class AttemptSpan
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string SourceName = "EdgeProxy.Gateway";

    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of an attempt; null where nobody records it.</summary>
    public static Activity? Start(HttpContext context, ActiveStream stream, UpstreamHost host)
    {
        if (!Source.HasListeners() || Activity.Current is not { IsAllDataRequested: true })
            return null;
        var span = Source.StartActivity($"{context.Request.Method} {stream.Cluster!.Name}", ActivityKind.Client);
        if (span is null)
            return null;
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("url.full", host.Prefix + stream.Target);
        span.SetTag("server.address", host.Endpoint.Address);
        span.SetTag("server.port", host.Address.Port);
        span.SetTag("network.peer.address", host.Address.Address.ToString());
        span.SetTag("network.peer.port", host.Address.Port);
        span.SetTag("upstream_cluster.name", stream.Cluster.Name);
        span.SetTag("upstream_address", host.AddressText);
        if (stream.Attempts > 1)
            span.SetTag("http.request.resend_count", stream.Attempts - 1);
        return span;
    }

    public static void End(Activity? span, ActiveStream stream, UpstreamFailure? failure)
    {
        if (span is null)
            return;
        var flag = failure?.Flag ?? stream.Flag;
        if (flag != ResponseFlags.None)
        {
            span.SetTag("response_flags", flag.ToString());
            span.SetTag("error.type", flag.ToString());
            span.SetStatus(ActivityStatusCode.Error, failure?.Body);
        }
        else if (stream.AnswerStatus > 0)
        {
            span.SetTag("http.response.status_code", stream.AnswerStatus);
            if (stream.AnswerStatus >= 500)
                span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Continues the caller's trace upstream, with the attempt as the parent; without a trace the caller's headers passed already.</summary>
    public static void Propagate(Activity? span, HttpRequestMessage upstream)
    {
        if ((span ?? Activity.Current) is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
            return;
        Replace(upstream, TraceParent, id);
        if (!string.IsNullOrEmpty(current.TraceStateString))
            Replace(upstream, TraceState, current.TraceStateString);
    }

    private static void Replace(HttpRequestMessage upstream, string name, string value)
    {
        upstream.Headers.Remove(name);
        upstream.Headers.TryAddWithoutValidation(name, value);
    }
}
