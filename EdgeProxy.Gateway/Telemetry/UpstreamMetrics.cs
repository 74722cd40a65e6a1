using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Telemetry;

/// <summary>Attempts by cluster and host, by OpenTelemetry's HTTP conventions. Nothing is worked out while nobody listens.</summary>
internal static class UpstreamMetrics
{
    private static readonly Meter Meter = new(AttemptSpan.SourceName);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "http.client.request.duration", "s", "Duration of the attempts at upstream hosts.");

    public static void Record(TimeSpan duration, ActiveStream stream, UpstreamHost host, UpstreamFailure? failure)
    {
        if (!Duration.Enabled)
            return;
        var tags = new TagList
        {
            { "http.request.method", stream.Context.Request.Method },
            { "server.address", host.Address.Address.ToString() },
            { "server.port", host.Address.Port },
            { "upstream_cluster.name", stream.Cluster!.Name },
        };
        if (stream.AnswerStatus > 0)
            tags.Add("http.response.status_code", stream.AnswerStatus);
        if (failure is not null)
            tags.Add("error.type", failure.Flag.ToString());
        Duration.Record(duration.TotalSeconds, tags);
    }
}
