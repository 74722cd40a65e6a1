using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Storage;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads from a stored log record what its entry does not hold.</summary>
internal static class LogDecoder
{
    public static LogSnapshot Snapshot(LogEntry log) => new(() => Details(log.Bytes))
    {
        Sequence = log.Sequence,
        Time = log.Header.Time,
        Severity = log.Severity,
        SeverityNumber = log.Header.SeverityNumber,
        TraceId = log.Header.TraceId,
        SpanId = log.Header.SpanId,
        IsTruncated = log.Header.IsTruncated,
        Resource = log.Origin.Resource,
        Scope = log.Origin.Scope,
    };

    public static LogDetails Details(RecordSlice bytes)
    {
        string severityText = "", eventName = "", body = "";
        var bodyKind = AttributeKind.Empty;
        var reader = new WireReader(bytes.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (type != WireType.LengthDelimited)
                reader.Skip(type);
            else if (field == LogRecord.BodyFieldNumber)
                (bodyKind, body) = AttributeDecoder.DecodeValue(reader.ReadBytes());
            else if (field == LogRecord.SeverityTextFieldNumber)
                severityText = AttributeDecoder.Text(reader.ReadBytes());
            else if (field == LogRecord.EventNameFieldNumber)
                eventName = AttributeDecoder.Text(reader.ReadBytes());
            else
                reader.Skip(type);
        }

        return new LogDetails(body, bodyKind, severityText, eventName, AttributeDecoder.DecodeList(
            bytes.Span, LogRecord.AttributesFieldNumber, LogRecord.DroppedAttributesCountFieldNumber));
    }
}
