using EdgeProxy.Dashboard.Telemetry.Decoding;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>Tells which records a query asks for: what the entry tells first, decoding only where a condition needs it.</summary>
internal sealed class LogFilter(LogQuery query)
{
    public bool Matches(in LogEntry log)
    {
        var resource = log.Origin.Resource.Key;
        return log.Severity >= query.MinSeverity
            && (query.TraceId is not { } trace || log.Header.TraceId == trace)
            && (query.SpanId is not { } span || log.Header.SpanId == span)
            && (query.From is not { } from || log.Header.Time >= from)
            && (query.To is not { } to || log.Header.Time < to)
            && (query.ServiceName is null || resource.ServiceName == query.ServiceName)
            && (query.InstanceId is null || resource.InstanceId == query.InstanceId)
            && MatchesDetails(log);
    }

    private bool MatchesDetails(in LogEntry log)
    {
        if (string.IsNullOrEmpty(query.Text) && query.Attributes.Count == 0)
            return true;
        var details = LogDecoder.Details(log.Bytes);
        if (!string.IsNullOrEmpty(query.Text) && !details.Body.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var filter in query.Attributes)
        {
            var text = filter.Key switch
            {
                "message" => details.Body,
                "category" => log.Origin.Scope.Name,
                "event.name" => details.EventName,
                _ => details.Attributes.Find(filter.Key) ?? log.Origin.Resource.Attributes.Find(filter.Key),
            };
            if (!filter.Matches(text))
                return false;
        }

        return true;
    }
}
