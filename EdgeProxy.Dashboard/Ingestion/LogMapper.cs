using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Resources;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Reads <c>ExportLogsServiceRequest</c>. No log record is rejected: ids that are invalid count as not given (OTLP, <c>logs.proto</c>).</summary>
internal sealed class LogMapper(EnvelopeReader envelopes, RecordTrimmer trimmer, TimeProvider time)
{
    private const int MaxSeverity = 24;

    /// <summary>Reads every log record; nothing is stored here.</summary>
    /// <exception cref="MalformedPayloadException">The request cannot be read.</exception>
    public List<PendingRecord<LogHeader>> Map(ReadOnlyMemory<byte> request)
    {
        var logs = new List<PendingRecord<LogHeader>>(Math.Clamp(request.Length / 256, 4, 600));
        var now = UnixNanoTime.From(time.GetUtcNow());
        envelopes.Read(request, RecordShapes.Default, (bytes, origin) => logs.Add(MapLog(bytes, origin, now)));
        return logs;
    }

    private PendingRecord<LogHeader> MapLog(ReadOnlyMemory<byte> bytes, Origin origin, UnixNanoTime now)
    {
        var header = Read(bytes.Span, now);
        if (trimmer.Exceeds(bytes.Span, TrimShape.Log))
        {
            var output = new WireWriter(bytes.Length);
            trimmer.Trim(bytes.Span, TrimShape.Log, output);
            header.IsTruncated = true;
            bytes = output.Buffer.AsMemory(0, output.Length);
        }

        return new PendingRecord<LogHeader>(header, origin, bytes);
    }

    private static LogHeader Read(ReadOnlySpan<byte> log, UnixNanoTime now)
    {
        var header = default(LogHeader);
        var observed = default(UnixNanoTime);
        var reader = new WireReader(log);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (LogRecord.TimeUnixNanoFieldNumber, WireType.Fixed64):
                    header.Time = UnixNanoTime.FromWire(reader.ReadFixed64());
                    break;
                case (LogRecord.ObservedTimeUnixNanoFieldNumber, WireType.Fixed64):
                    observed = UnixNanoTime.FromWire(reader.ReadFixed64());
                    break;
                case (LogRecord.SeverityNumberFieldNumber, WireType.Varint):
                    header.SeverityNumber = reader.ReadVarint() is var number and <= MaxSeverity ? (byte)number : (byte)0;
                    break;
                case (LogRecord.TraceIdFieldNumber, WireType.LengthDelimited):
                    header.TraceId = TraceIdReader.Trace(reader.ReadBytes());
                    break;
                case (LogRecord.SpanIdFieldNumber, WireType.LengthDelimited):
                    header.SpanId = TraceIdReader.Span(reader.ReadBytes());
                    break;
                case (LogRecord.AttributesFieldNumber, WireType.LengthDelimited):
                    RecordShapes.Default.Attribute.Check(reader.ReadBytes());
                    break;
                case (LogRecord.BodyFieldNumber, WireType.LengthDelimited):
                    RecordShapes.Default.Value.Check(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (!header.Time.IsKnown)
            header.Time = observed.IsKnown ? observed : now;
        if (header.TraceId.IsZero)
            header.SpanId = default;
        return header;
    }
}
