using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>What is read of a log record when it arrives.</summary>
internal struct LogHeader
{
    public UnixNanoTime Time;
    public TraceId TraceId;
    public SpanId SpanId;
    public byte SeverityNumber;
    public bool IsTruncated;
}
