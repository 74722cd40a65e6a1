using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>Requests of clients, by OpenTelemetry's HTTP conventions. Nothing is worked out while nobody listens.</summary>
internal static class RequestMetrics
{
    private static readonly Histogram<double> Duration = GatewayTelemetry.Meter.CreateHistogram<double>(
        "http.server.request.duration", "s", "Duration of HTTP server requests.", advice: GatewayTelemetry.HttpDurations);

    public static void Record(TimeSpan duration, HttpContext context, string scheme, ActiveStream stream)
    {
        if (!Duration.Enabled)
            return;
        var status = context.Response.StatusCode;
        var tags = new TagList
        {
            { "http.request.method", MethodTag.Of(context.Request.Method) },
            { "url.scheme", scheme },
            { "http.response.status_code", StatusTag.Of(status) },
            { "network.protocol.version", ProtocolVersion.Of(context.Request.Protocol) },
        };
        if (stream.RouteTemplate is { } route)
            tags.Add("http.route", route);
        if (stream.Flag != ResponseFlags.None)
            tags.Add("error.type", stream.Flag.ToString());
        Duration.Record(duration.TotalSeconds, tags);
    }
}
