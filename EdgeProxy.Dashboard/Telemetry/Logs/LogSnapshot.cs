using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>A log record. Message and attributes are decoded at first use.</summary>
/// <param name="details">Decodes the rest.</param>
public sealed class LogSnapshot(Func<LogDetails> details)
{
    private LogDetails? _details;

    /// <summary>Its place in the order of arrival: unique, growing, never used again.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened; where the sender did not say, when it was observed or arrived.</summary>
    public required UnixNanoTime Time { get; init; }

    /// <summary>How grave it is.</summary>
    public required LogSeverity Severity { get; init; }

    /// <summary>OTLP's own number, 0 to 24.</summary>
    public required int SeverityNumber { get; init; }

    /// <summary>The trace during which it was written; zero for none.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The span during which it was written; zero for none.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>Whether a limit here cut its message or an attribute, or left attributes out.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The process that wrote it.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>The logger.</summary>
    public required TelemetryScope Scope { get; init; }

    /// <summary>Message and attributes, decoded at first use.</summary>
    public LogDetails Details => _details ??= details();

    /// <summary>The message.</summary>
    public string Message => Details.Body;
}
