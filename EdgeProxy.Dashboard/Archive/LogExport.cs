using EdgeProxy.Dashboard.Telemetry.Logs;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>Log records back as OTLP.</summary>
internal static class LogExport
{
    public static ExportLogsServiceRequest Request(IEnumerable<LogSnapshot> logs)
    {
        var request = new ExportLogsServiceRequest();
        foreach (var resource in logs.GroupBy(log => log.Resource.Key))
        {
            var sent = new ResourceLogs { Resource = ProtoText.Resource(resource.First().Resource) };
            foreach (var scope in resource.GroupBy(log => (log.Scope.Name, log.Scope.Version)))
            {
                var scoped = new ScopeLogs { Scope = ProtoText.Scope(scope.First().Scope) };
                scoped.LogRecords.AddRange(scope.Select(Record));
                sent.ScopeLogs.Add(scoped);
            }

            request.ResourceLogs.Add(sent);
        }

        return request;
    }

    private static LogRecord Record(LogSnapshot log)
    {
        var details = log.Details;
        var record = new LogRecord
        {
            TimeUnixNano = ProtoText.Time(log.Time),
            SeverityNumber = (SeverityNumber)log.SeverityNumber,
            SeverityText = details.SeverityText,
            Body = ProtoText.Value(details.BodyKind, details.Body),
            TraceId = ProtoText.Id(log.TraceId),
            SpanId = ProtoText.Id(log.SpanId),
        };
        record.Attributes.AddRange(ProtoText.Attributes(details.Attributes));
        return record;
    }
}
