using System.Buffers.Binary;
using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads ids from their bytes. What has a wrong length is no id: all zero.</summary>
internal static class TraceIdReader
{
    public const int TraceIdLength = 16;
    public const int SpanIdLength = 8;

    public static TraceId Trace(ReadOnlySpan<byte> bytes) => bytes.Length == TraceIdLength
        ? new TraceId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
        : default;

    public static SpanId Span(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SpanIdLength ? new SpanId(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;
}
