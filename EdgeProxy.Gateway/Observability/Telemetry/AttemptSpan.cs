using System.Diagnostics;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The span of an attempt at a host, by OpenTelemetry's HTTP conventions ("HTTP client span").</summary>
internal static class AttemptSpan
{
    /// <summary>Starts it, within the request's own; null where that is not recorded.</summary>
    public static Activity? Start(Activity? request, in RequestInfo info, UpstreamHost host)
    {
        if (request is null)
            return null;
        var method = MethodTag.Of(info.Context.Request.Method);
        var span = GatewayTelemetry.Source.StartActivity($"{method} {info.Cluster!.Name}", ActivityKind.Client);
        if (span is null)
            return null;
        span.SetTag("http.request.method", method);
        span.SetTag("url.full", host.Prefix + SafeTarget.PathAndQuery(info.Target));
        span.SetTag("server.address", host.Endpoint.Address);
        span.SetTag("server.port", host.Address.Port);
        span.SetTag("network.peer.address", host.Address.Address.ToString());
        span.SetTag("network.peer.port", host.Address.Port);
        span.SetTag("upstream_cluster.name", info.Cluster.Name);
        span.SetTag("upstream_address", host.AddressText);
        if (info.Attempts > 1)
            span.SetTag("http.request.resend_count", info.Attempts - 1);
        return span;
    }

    public static void End(Activity? span, in RequestInfo info, ResponseFlags? failure, string? description)
    {
        if (span is null)
            return;
        var flag = failure ?? info.Flag;
        if (flag != ResponseFlags.None)
        {
            span.SetTag("response_flags", flag.ToString());
            span.SetTag("error.type", flag.ToString());
            span.SetStatus(ActivityStatusCode.Error, description);
        }
        else if (info.UpstreamStatus > 0)
        {
            span.SetTag("http.response.status_code", info.UpstreamStatus);
            if (info.UpstreamStatus >= 500)
                span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Continues the trace upstream, with the attempt as the parent. Without a span the caller's headers passed already.</summary>
    /// <param name="span">The span of the attempt.</param>
    /// <param name="unrecorded">What says that a new trace is not recorded.</param>
    /// <param name="upstream">The request that goes upstream.</param>
    public static void Propagate(Activity? span, string? unrecorded, IUpstreamHeaders upstream)
    {
        if (span is not null)
        {
            Replace(upstream, TraceParent.Header, span.Id!);
            if (!string.IsNullOrEmpty(span.TraceStateString))
                Replace(upstream, TraceParent.StateHeader, span.TraceStateString);
        }
        else if (unrecorded is not null)
        {
            Replace(upstream, TraceParent.Header, unrecorded);
        }
    }

    private static void Replace(IUpstreamHeaders upstream, string name, string value)
    {
        upstream.Remove(name);
        upstream.Add(name, value);
    }
}
