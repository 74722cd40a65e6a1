using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>Requests of clients, by OpenTelemetry's HTTP conventions. Nothing is computed without a listener.</summary>
internal static class RequestMetrics
{
    private static readonly Histogram<double> Duration = GatewayTelemetry.Meter.CreateHistogram<double>(
        "http.server.request.duration", "s", "Duration of HTTP server requests.", advice: GatewayTelemetry.HttpDurations);

    public static void Record(TimeSpan duration, string scheme, in RequestInfo info)
    {
        if (!Duration.Enabled)
            return;
        var context = info.Context;
        var status = context.Response.StatusCode;
        var tags = new TagList
        {
            { "http.request.method", MethodTag.Of(context.Request.Method) },
            { "url.scheme", scheme },
            { "http.response.status_code", StatusTag.Of(status) },
            { "network.protocol.version", ProtocolVersion.Of(context.Request.Protocol) },
        };
        if (info.RouteTemplate is { } route)
            tags.Add("http.route", route);
        if (info.Flag != ResponseFlags.None)
            tags.Add("error.type", info.Flag.ToString());
        Duration.Record(duration.TotalSeconds, tags);
    }
}
