using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OtlpSpan = OpenTelemetry.Proto.Trace.V1.Span;
using OtlpStatus = OpenTelemetry.Proto.Trace.V1.Status;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Reads <c>ExportTraceServiceRequest</c>.</summary>
internal sealed class SpanMapper(EnvelopeReader envelopes, RecordTrimmer trimmer)
{
    private const string BadTraceId = "trace_id must be 16 bytes that are not all zero.";
    private const string BadSpanId = "span_id must be 8 bytes that are not all zero.";
    private const string BadParentId = "parent_span_id must be 8 bytes, or empty for a root span.";

    /// <summary>Reads every span. What OTLP calls invalid is rejected and counted; nothing is stored here.</summary>
    /// <exception cref="MalformedPayloadException">The request cannot be read.</exception>
    public List<PendingRecord<SpanHeader>> Map(ReadOnlyMemory<byte> request, Rejections rejections)
    {
        var spans = new List<PendingRecord<SpanHeader>>(Math.Clamp(request.Length / 256, 4, 600));
        envelopes.Read(request, RecordShapes.Default, (bytes, origin) => MapSpan(bytes, origin, spans, rejections));
        return spans;
    }

    private void MapSpan(ReadOnlyMemory<byte> bytes, Origin origin, List<PendingRecord<SpanHeader>> spans, Rejections rejections)
    {
        var header = default(SpanHeader);
        var reason = Read(bytes.Span, ref header);
        if (reason is not null)
        {
            rejections.Add(reason);
            return;
        }

        if (trimmer.Exceeds(bytes.Span, TrimShape.Span))
        {
            var output = new WireWriter(bytes.Length);
            trimmer.Trim(bytes.Span, TrimShape.Span, output);
            bytes = output.Buffer.AsMemory(0, output.Length);
            header.Oddities |= SpanOddities.Truncated;
        }

        spans.Add(new PendingRecord<SpanHeader>(header, origin, bytes));
    }

    /// <summary>Reads what lists ask of a span and checks the rest of it to the last byte.</summary>
    /// <returns>Why it is rejected; null when it is not.</returns>
    private static string? Read(ReadOnlySpan<byte> span, ref SpanHeader header)
    {
        string? reason = null;
        var reader = new WireReader(span);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (OtlpSpan.TraceIdFieldNumber, WireType.LengthDelimited):
                    header.TraceId = TraceIdReader.Trace(reader.ReadBytes());
                    break;
                case (OtlpSpan.SpanIdFieldNumber, WireType.LengthDelimited):
                    header.SpanId = TraceIdReader.Span(reader.ReadBytes());
                    break;
                case (OtlpSpan.ParentSpanIdFieldNumber, WireType.LengthDelimited):
                    var parent = reader.ReadBytes();
                    header.ParentSpanId = TraceIdReader.Span(parent);
                    if (parent.Length is not (0 or TraceIdReader.SpanIdLength))
                        reason = BadParentId;
                    break;
                case (OtlpSpan.KindFieldNumber, WireType.Varint):
                    var kind = reader.ReadVarint();
                    header.Kind = kind <= (ulong)SpanKind.Consumer ? (SpanKind)kind : SpanKind.Unspecified;
                    break;
                case (OtlpSpan.StartTimeUnixNanoFieldNumber, WireType.Fixed64):
                    header.Start = UnixNanoTime.FromWire(reader.ReadFixed64());
                    break;
                case (OtlpSpan.EndTimeUnixNanoFieldNumber, WireType.Fixed64):
                    header.End = UnixNanoTime.FromWire(reader.ReadFixed64());
                    break;
                case (OtlpSpan.AttributesFieldNumber, WireType.LengthDelimited):
                    RecordShapes.Default.Attribute.Check(reader.ReadBytes());
                    break;
                case (OtlpSpan.EventsFieldNumber, WireType.LengthDelimited):
                    RecordShapes.Default.SpanEvent.Check(reader.ReadBytes());
                    break;
                case (OtlpSpan.LinksFieldNumber, WireType.LengthDelimited):
                    RecordShapes.Default.SpanLink.Check(reader.ReadBytes());
                    break;
                case (OtlpSpan.StatusFieldNumber, WireType.LengthDelimited):
                    header.Status = ReadStatus(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        header.Oddities = OdditiesOf(header);
        return header.TraceId.IsZero ? BadTraceId : header.SpanId.IsZero ? BadSpanId : reason;
    }

    private static SpanStatus ReadStatus(ReadOnlySpan<byte> status)
    {
        var code = SpanStatus.Unset;
        var reader = new WireReader(status);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == OtlpStatus.CodeFieldNumber && type == WireType.Varint)
                code = reader.ReadVarint() is var value and <= (ulong)SpanStatus.Error ? (SpanStatus)value : SpanStatus.Unset;
            else
                reader.Skip(type);
        }

        return code;
    }

    private static SpanOddities OdditiesOf(in SpanHeader header)
    {
        if (!header.Start.IsKnown)
            return SpanOddities.NoStartTime;
        return header.End < header.Start ? SpanOddities.NegativeDuration : SpanOddities.None;
    }
}
