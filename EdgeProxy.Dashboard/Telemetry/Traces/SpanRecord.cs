using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Storage;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A stored span: what lists and waterfalls ask of it, and the bytes that hold the rest.</summary>
internal readonly struct SpanRecord(RecordSlice bytes, Origin origin, in SpanHeader header)
{
    /// <summary>What one takes beside its bytes.</summary>
    public const int Size = 64;

    public RecordSlice Bytes { get; } = bytes;

    public Origin Origin { get; } = origin;

    public SpanId SpanId { get; } = header.SpanId;

    public SpanId ParentSpanId { get; } = header.ParentSpanId;

    public UnixNanoTime Start { get; } = header.Start;

    public UnixNanoTime End { get; } = header.End;

    public SpanKind Kind => (SpanKind)_kind;

    public SpanStatus Status => (SpanStatus)_status;

    /// <summary>What is odd about the span taken alone.</summary>
    public SpanOddities Oddities => (SpanOddities)_oddities;

    private readonly byte _kind = (byte)header.Kind;
    private readonly byte _status = (byte)header.Status;
    private readonly byte _oddities = (byte)header.Oddities;
}
