using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>What the processes of a request write about it.</summary>
internal static class DemoLogs
{
    public static IEnumerable<ExportLogsServiceRequest> For(
        DemoTrace trace, Span root, Span handle, (string Service, string Instance) replica, string path, double work, bool fails, bool isSlow)
    {
        yield return Record(DemoShop.Processes[0], "EdgeProxy.Gateway.Forwarding", SeverityNumber.Info, root, trace.At(0.8),
            $"Forwarding GET {path} to {replica.Service} ({replica.Instance})", DemoShop.Text("edge.cluster", replica.Service), DemoShop.Text("http.path", path));
        yield return Record(replica, $"{replica.Service}.Answer", SeverityNumber.Debug, handle, trace.At(1.3), "Settings read from memory");
        if (isSlow)
        {
            yield return Record(replica, $"{replica.Service}.Answer", SeverityNumber.Warn, handle, trace.At(work * 0.7),
                $"Answer took {work:0} ms, more than the 80 ms that are usual", DemoShop.Number("elapsed.ms", (long)work));
        }

        if (fails)
        {
            yield return Record(replica, $"{replica.Service}.Answer", SeverityNumber.Error, handle, trace.At(work * 0.9),
                "Could not ask pong-svc: Connection refused (pong-svc:8080)", DemoShop.Text("exception.type", "System.Net.Http.HttpRequestException"),
                DemoShop.Text("exception.message", "Connection refused (pong-svc:8080)"),
                DemoShop.Text("exception.stacktrace", "System.Net.Http.HttpRequestException: Connection refused (pong-svc:8080)\n   at PongClient.AskAsync(CancellationToken cancellation) in PongClient.cs:line 31"));
        }

        yield return Record(replica, $"{replica.Service}.Answer", SeverityNumber.Info, handle, trace.At(work),
            $"{{\"answered\":\"{path}\",\"status\":{(fails ? 503 : 200)},\"ms\":{work:0.0}}}");
    }

    private static ExportLogsServiceRequest Record(
        (string Service, string Instance) process, string category, SeverityNumber severity, Span span, ulong time, string message, params KeyValue[] attributes)
    {
        var record = new LogRecord
        {
            TimeUnixNano = time,
            ObservedTimeUnixNano = time,
            SeverityNumber = severity,
            SeverityText = severity.ToString(),
            Body = new AnyValue { StringValue = message },
            TraceId = span.TraceId,
            SpanId = span.SpanId,
        };
        record.Attributes.AddRange(attributes);
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = category } };
        scope.LogRecords.Add(record);
        var logs = new ResourceLogs { Resource = DemoShop.ResourceOf(process.Service, process.Instance) };
        logs.ScopeLogs.Add(scope);
        return new ExportLogsServiceRequest { ResourceLogs = { logs } };
    }
}
