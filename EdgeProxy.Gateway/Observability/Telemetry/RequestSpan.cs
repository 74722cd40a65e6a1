using System.Diagnostics;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>
/// The gateway's span of a request, by OpenTelemetry's HTTP conventions ("HTTP server span"). Unlike ASP.NET's own it exists only where it
/// is recorded: of a request that the sampler leaves out, only the headers for the next hop are made.
/// </summary>
internal static class RequestSpan
{
    /// <summary>Starts it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scheme">The scheme that the client really used.</param>
    /// <param name="target">Path and query as sent.</param>
    /// <param name="sampling">What is recorded.</param>
    /// <param name="traceParent">
    /// What tells the next hop that a new trace is not recorded; null where there is a span, where the caller's own header passes as it
    /// came, and where nobody traces.
    /// </param>
    /// <returns>The span; null where it is not recorded.</returns>
    public static Activity? Start(HttpContext context, string scheme, string target, TraceSampling sampling, out string? traceParent)
    {
        traceParent = null;
        if (!GatewayTelemetry.Source.HasListeners())
            return null;
        var headers = context.Request.Headers;
        var given = headers.TraceParent;
        ActivityContext parent = default;
        var continues = given.Count == 1 && ActivityContext.TryParse(given[0], headers.TraceState, isRemote: true, out parent);
        if (continues ? !sampling.MayRecord(parent) : !BeginsRecorded(sampling, out traceParent))
            return null;
        var method = context.Request.Method;
        var span = GatewayTelemetry.Source.CreateActivity(MethodTag.IsOther(method) ? "HTTP" : method, ActivityKind.Server, parent);
        if (span is not { IsAllDataRequested: true })
        {
            // The SDK decided otherwise.
            if (!continues)
                traceParent = TraceParent.OfNewTrace(NewTraceId.Create());
            return null;
        }

        Describe(span, context, scheme, target);
        return span.Start();
    }

    /// <summary>Ends it with the outcome of the request.</summary>
    public static void End(Activity? span, in RequestInfo info)
    {
        if (span is null)
            return;
        if (info.RouteTemplate is { } route)
        {
            span.DisplayName = $"{span.DisplayName} {route}";
            span.SetTag("http.route", route);
        }

        var status = info.Context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (info.Flag != ResponseFlags.None)
            span.SetTag("response_flags", info.Flag.ToString());
        if (status >= 500)
        {
            span.SetTag("error.type", info.Flag != ResponseFlags.None ? info.Flag.ToString() : status.ToString());
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }

    private static bool BeginsRecorded(TraceSampling sampling, out string? traceParent)
    {
        var id = NewTraceId.Create();
        traceParent = null;
        if (sampling.Records(id))
        {
            id.UseForNextTrace();
            return true;
        }

        traceParent = TraceParent.OfNewTrace(id);
        return false;
    }

    private static void Describe(Activity span, HttpContext context, string scheme, string target)
    {
        var request = context.Request;
        span.SetTag("http.request.method", MethodTag.Of(request.Method));
        if (MethodTag.IsOther(request.Method))
            span.SetTag("http.request.method_original", request.Method);
        span.SetTag("url.scheme", scheme);
        span.SetTag("url.path", SafeTarget.Path(target));
        if (SafeTarget.Query(target) is { } query)
            span.SetTag("url.query", query);
        if (request.Host is { HasValue: true } host)
        {
            span.SetTag("server.address", host.Host);
            if (host.Port is { } port)
                span.SetTag("server.port", port);
        }

        span.SetTag("network.protocol.version", ProtocolVersion.Of(request.Protocol));
        if (context.Connection.RemoteIpAddress is { } peer)
        {
            span.SetTag("network.peer.address", peer.ToString());
            span.SetTag("network.peer.port", context.Connection.RemotePort);
        }

        if (request.Headers.UserAgent is { Count: > 0 } agent)
            span.SetTag("user_agent.original", agent.ToString());
    }
}
