namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>What is read of a span when it arrives.</summary>
internal struct SpanHeader
{
    public TraceId TraceId;
    public SpanId SpanId;
    public SpanId ParentSpanId;
    public UnixNanoTime Start;
    public UnixNanoTime End;
    public SpanKind Kind;
    public SpanStatus Status;
    public SpanOddities Oddities;
}
