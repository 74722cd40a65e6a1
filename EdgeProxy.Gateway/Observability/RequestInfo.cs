using System.Diagnostics;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Observability;

/// <summary>
/// What the access log, the spans and the metrics report of a request (Envoy's <c>StreamInfo</c>). A value that its request replaces whole for the next one, and
/// passes by reference.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="target">Path and query as sent; empty when the codec refused the head.</param>
/// <param name="time">The clock.</param>
internal struct RequestInfo(HttpContext context, string target, TimeProvider time)
{
    public HttpContext Context { get; } = context;

    /// <summary>When the request came, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The time of day at which the request came.</summary>
    public readonly DateTime StartTime => time.GetUtcNow().UtcDateTime - Stopwatch.GetElapsedTime(Started);

    /// <summary>Path and query as sent, or as a filter made them.</summary>
    public string Target { get; set; } = target;

    /// <summary>Path and query as the upstream gets them: rewritten where the route says so.</summary>
    public string UpstreamPath { get; set; } = target;

    /// <summary>The codec refused the head, so that nothing is known of the request.</summary>
    public bool IsRefusedByCodec { get; set; }

    public ResponseFlags Flag { get; set; }

    /// <summary>The last retry that the policy allows failed too (<c>URX</c>).</summary>
    public bool HasExceededRetries { get; set; }

    /// <summary>The route that it matched; null for none.</summary>
    public RouteConfig? Route { get; set; }

    public Cluster? Cluster { get; set; }

    /// <summary>The host of the last attempt.</summary>
    public UpstreamHost? Host { get; set; }

    /// <summary>The status of the last response of an upstream; 0 without one.</summary>
    public int UpstreamStatus { get; set; }

    public int Attempts { get; set; }

    public string? RequestId { get; set; }

    /// <summary>Body bytes from the client.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Body bytes to the client.</summary>
    public long BytesSent { get; set; }

    /// <summary>From the first attempt to the response's headers, in milliseconds; -1 without such headers.</summary>
    public long UpstreamMilliseconds { get; set; } = -1;

    /// <summary>A filter knows it for a health check.</summary>
    public bool IsHealthCheck { get; set; }

    /// <summary>Its trace is recorded.</summary>
    public bool IsTraced { get; set; }

    /// <summary>The response to the client is that of an upstream.</summary>
    public bool IsUpstreamResponse { get; set; }

    /// <summary>The path, prefix or expression of its route; null without one.</summary>
    public readonly string? RouteTemplate => Route?.Match.Path;

    /// <summary>The body bytes that were counted on their way, or the length of a response of the gateway's own.</summary>
    public readonly long BytesSentOrPlanned() =>
        IsUpstreamResponse || Context.Request.Method == HttpMethods.Head ? BytesSent : Context.Response.ContentLength ?? BytesSent;
}
