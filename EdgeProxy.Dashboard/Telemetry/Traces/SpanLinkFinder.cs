using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using OtlpSpan = OpenTelemetry.Proto.Trace.V1.Span;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Looks for a link in a stored span without decoding it.</summary>
internal static class SpanLinkFinder
{
    public static bool LinksTo(ReadOnlySpan<byte> span, TraceId trace, SpanId id)
    {
        var reader = new WireReader(span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != OtlpSpan.LinksFieldNumber || type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (Is(reader.ReadBytes(), trace, id))
                return true;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> link, TraceId trace, SpanId id)
    {
        TraceId linkedTrace = default;
        SpanId linkedSpan = default;
        var reader = new WireReader(link);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == OtlpSpan.Types.Link.TraceIdFieldNumber && type == WireType.LengthDelimited)
                linkedTrace = TraceIdReader.Trace(reader.ReadBytes());
            else if (field == OtlpSpan.Types.Link.SpanIdFieldNumber && type == WireType.LengthDelimited)
                linkedSpan = TraceIdReader.Span(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return linkedTrace == trace && linkedSpan == id;
    }
}
