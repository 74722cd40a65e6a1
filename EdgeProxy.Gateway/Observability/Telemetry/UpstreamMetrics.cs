using System.Diagnostics.Metrics;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>Attempts by cluster and host, by OpenTelemetry's HTTP conventions. Nothing is computed without a listener.</summary>
internal static class UpstreamMetrics
{
    private static readonly Histogram<double> Duration = GatewayTelemetry.Meter.CreateHistogram<double>(
        "http.client.request.duration", "s", "Duration of the attempts at upstream hosts.", advice: GatewayTelemetry.HttpDurations);

    public static void Record(TimeSpan duration, in RequestInfo info, UpstreamHost host, ResponseFlags? failure)
    {
        if (!Duration.Enabled)
            return;
        var tags = host.MetricTags;
        tags.Add("http.request.method", MethodTag.Of(info.Context.Request.Method));
        if (info.UpstreamStatus > 0)
            tags.Add("http.response.status_code", StatusTag.Of(info.UpstreamStatus));
        if (failure is { } flag)
            tags.Add("error.type", flag.ToString());
        Duration.Record(duration.TotalSeconds, tags);
    }
}
