using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>A signal as OTLP names it.</summary>
/// <param name="Signal">Which.</param>
/// <param name="HttpPath">The path of OTLP/HTTP.</param>
/// <param name="GrpcService">The service of OTLP/gRPC; its one method is <c>Export</c>.</param>
internal sealed record OtlpSignal(TelemetrySignals Signal, string HttpPath, string GrpcService)
{
    public static IReadOnlyList<OtlpSignal> All { get; } =
    [
        new(TelemetrySignals.Traces, "/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService"),
        new(TelemetrySignals.Logs, "/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService"),
        new(TelemetrySignals.Metrics, "/v1/metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService"),
    ];

    /// <summary>The request message. Descriptors are built at first use: most programs never send JSON.</summary>
    public MessageDescriptor Request => Signal switch
    {
        TelemetrySignals.Traces => ExportTraceServiceRequest.Descriptor,
        TelemetrySignals.Logs => ExportLogsServiceRequest.Descriptor,
        _ => ExportMetricsServiceRequest.Descriptor,
    };
}
