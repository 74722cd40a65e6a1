using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Resources;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Tests.Fakes;

internal sealed class FakeLogQueries : ILogQueries
{
    private readonly List<LogSnapshot> _records = [];

    public LogQuery? LastQuery { get; private set; }

    public long LastSequence => _records.Count;

    public void Add(TelemetryResource resource, TelemetryScope scope, IEnumerable<LogRecord> records)
    {
        foreach (var record in records)
        {
            _records.Add(new LogSnapshot(() => new LogDetails(record.Body.StringValue, AttributeKind.Text, record.SeverityText, "", FakeTelemetry.Attributes(record.Attributes)))
            {
                Sequence = _records.Count + 1,
                Time = UnixNanoTime.FromWire(record.TimeUnixNano),
                Severity = (LogSeverity)(((int)record.SeverityNumber + 3) / 4),
                SeverityNumber = (int)record.SeverityNumber,
                TraceId = new(FakeTelemetry.Id(record.TraceId), FakeTelemetry.Id(record.TraceId, 8)),
                SpanId = new(FakeTelemetry.Id(record.SpanId)),
                Resource = resource,
                Scope = scope,
            });
        }
    }

    public ResultPage<LogSnapshot> List(LogQuery query)
    {
        LastQuery = query;
        var matching = _records
            .Where(record => query.ServiceName is null || record.Resource.ServiceName == query.ServiceName)
            .Where(record => record.Severity >= query.MinSeverity)
            .Where(record => query.TraceId is null || record.TraceId == query.TraceId)
            .Where(record => query.SpanId is null || record.SpanId == query.SpanId)
            .Where(record => query.Text is null || record.Message.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            .Where(record => query.Attributes.All(filter => filter.Matches(record.Details.Attributes.Find(filter.Key))))
            .ToList();
        var sorted = query.Descending ? matching.OrderByDescending(record => record.Time) : matching.OrderBy(record => record.Time);
        return new([.. sorted.Skip(query.Offset).Take(query.Limit)], matching.Count, _records.Count, 0);
    }

    public LogSnapshot? Find(long sequence) => _records.ElementAtOrDefault((int)sequence - 1);

    public IReadOnlyDictionary<ResourceKey, int> CountErrorsAfter(long sequence) => _records
        .Where(record => record.Sequence > sequence && record.Severity >= LogSeverity.Error)
        .GroupBy(record => record.Resource.Key)
        .ToDictionary(group => group.Key, group => group.Count());

    public IReadOnlyList<string> AttributeKeys() => ["edge.cluster", "exception.type", "http.path"];
}
