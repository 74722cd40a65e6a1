using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Storage;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OtlpSpan = OpenTelemetry.Proto.Trace.V1.Span;
using OtlpStatus = OpenTelemetry.Proto.Trace.V1.Status;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads from a stored span what its record does not hold.</summary>
internal static class SpanDecoder
{
    public static SpanSnapshot Snapshot(TraceId trace, in SpanRecord record, SpanOddities oddities)
    {
        var bytes = record.Bytes;
        return new SpanSnapshot(() => Details(bytes))
        {
            TraceId = trace,
            SpanId = record.SpanId,
            ParentSpanId = record.ParentSpanId,
            Name = Name(bytes),
            Kind = record.Kind,
            Status = record.Status,
            Start = record.Start,
            End = record.End,
            Resource = record.Origin.Resource,
            Scope = record.Origin.Scope,
            Oddities = oddities,
        };
    }

    public static string Name(RecordSlice span) => Name(span.Span);

    public static string Name(ReadOnlySpan<byte> span)
    {
        var reader = new WireReader(span);
        ReadOnlySpan<byte> name = [];
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == OtlpSpan.NameFieldNumber && type == WireType.LengthDelimited)
                name = reader.ReadBytes();
            else
                reader.Skip(type);
        }

        return AttributeDecoder.Text(name);
    }

    public static AttributeList Attributes(RecordSlice span) => AttributeDecoder.DecodeList(
        span.Span, OtlpSpan.AttributesFieldNumber, OtlpSpan.DroppedAttributesCountFieldNumber);

    public static SpanDetails Details(RecordSlice span)
    {
        string statusMessage = "", traceState = "";
        List<SpanEventSnapshot> events = [];
        List<SpanLinkSnapshot> links = [];
        long droppedEvents = 0, droppedLinks = 0;
        var reader = new WireReader(span.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (OtlpSpan.TraceStateFieldNumber, WireType.LengthDelimited):
                    traceState = AttributeDecoder.Text(reader.ReadBytes());
                    break;
                case (OtlpSpan.EventsFieldNumber, WireType.LengthDelimited):
                    events.Add(Event(reader.ReadBytes()));
                    break;
                case (OtlpSpan.LinksFieldNumber, WireType.LengthDelimited):
                    links.Add(Link(reader.ReadBytes()));
                    break;
                case (OtlpSpan.StatusFieldNumber, WireType.LengthDelimited):
                    statusMessage = StatusMessage(reader.ReadBytes());
                    break;
                case (OtlpSpan.DroppedEventsCountFieldNumber, WireType.Varint):
                    droppedEvents += (uint)reader.ReadVarint();
                    break;
                case (OtlpSpan.DroppedLinksCountFieldNumber, WireType.Varint):
                    droppedLinks += (uint)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new SpanDetails(statusMessage, traceState, Attributes(span), events, links, droppedEvents, droppedLinks);
    }

    private static SpanEventSnapshot Event(ReadOnlySpan<byte> message)
    {
        var name = "";
        var time = default(UnixNanoTime);
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == OtlpSpan.Types.Event.NameFieldNumber && type == WireType.LengthDelimited)
                name = AttributeDecoder.Text(reader.ReadBytes());
            else if (field == OtlpSpan.Types.Event.TimeUnixNanoFieldNumber && type == WireType.Fixed64)
                time = UnixNanoTime.FromWire(reader.ReadFixed64());
            else
                reader.Skip(type);
        }

        return new SpanEventSnapshot(name, time, AttributeDecoder.DecodeList(
            message, OtlpSpan.Types.Event.AttributesFieldNumber, OtlpSpan.Types.Event.DroppedAttributesCountFieldNumber));
    }

    private static SpanLinkSnapshot Link(ReadOnlySpan<byte> message)
    {
        var trace = default(TraceId);
        var span = default(SpanId);
        var state = "";
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (field == OtlpSpan.Types.Link.TraceIdFieldNumber)
                trace = TraceIdReader.Trace(reader.ReadBytes());
            else if (field == OtlpSpan.Types.Link.SpanIdFieldNumber)
                span = TraceIdReader.Span(reader.ReadBytes());
            else if (field == OtlpSpan.Types.Link.TraceStateFieldNumber)
                state = AttributeDecoder.Text(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return new SpanLinkSnapshot(trace, span, state, AttributeDecoder.DecodeList(
            message, OtlpSpan.Types.Link.AttributesFieldNumber, OtlpSpan.Types.Link.DroppedAttributesCountFieldNumber));
    }

    private static string StatusMessage(ReadOnlySpan<byte> status)
    {
        var message = "";
        var reader = new WireReader(status);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == OtlpStatus.MessageFieldNumber && type == WireType.LengthDelimited)
                message = AttributeDecoder.Text(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return message;
    }
}
