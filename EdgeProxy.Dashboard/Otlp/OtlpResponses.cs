using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Writes the messages that OTLP answers with.</summary>
internal static class OtlpResponses
{
    /// <summary>The response to a request of which a part was rejected (OTLP, "Partial Success").</summary>
    public static IMessage PartialSuccess(TelemetrySignals signal, IngestResult result) => signal switch
    {
        TelemetrySignals.Traces => new ExportTraceServiceResponse
        {
            PartialSuccess = new() { RejectedSpans = result.Rejected, ErrorMessage = result.Message },
        },
        TelemetrySignals.Logs => new ExportLogsServiceResponse
        {
            PartialSuccess = new() { RejectedLogRecords = result.Rejected, ErrorMessage = result.Message },
        },
        _ => new ExportMetricsServiceResponse
        {
            PartialSuccess = new() { RejectedDataPoints = result.Rejected, ErrorMessage = result.Message },
        },
    };

    /// <summary>The <c>google.rpc.Status</c> that says why a request was refused.</summary>
    public static Status StatusFor(OtlpRefusedException refused, int code)
    {
        var status = new Status { Code = code, Message = refused.Message };
        if (refused.RetryAfter is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        if (refused.Refusal == OtlpRefusal.BadData)
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "body", Description = refused.Message } } }));
        return status;
    }
}
