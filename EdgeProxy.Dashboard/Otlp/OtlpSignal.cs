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
/// <param name="Request">The request message.</param>
internal sealed record OtlpSignal(TelemetrySignals Signal, string HttpPath, string GrpcService, MessageDescriptor Request)
{
    public static IReadOnlyList<OtlpSignal> All { get; } =
    [
        new(TelemetrySignals.Traces, "/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService", ExportTraceServiceRequest.Descriptor),
        new(TelemetrySignals.Logs, "/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService", ExportLogsServiceRequest.Descriptor),
        new(TelemetrySignals.Metrics, "/v1/metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService", ExportMetricsServiceRequest.Descriptor),
    ];
}
