using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Fakes;

internal sealed class FakeTraceQueries : ITraceQueries
{
    private readonly Dictionary<TraceId, List<SpanSnapshot>> _traces = [];

    public TraceQuery? LastQuery { get; private set; }

    public IEnumerable<TraceId> Ids => _traces.Keys;

    public void Add(TelemetryResource resource, TelemetryScope scope, IEnumerable<Span> spans)
    {
        foreach (var span in spans)
        {
            var id = new TraceId(FakeTelemetry.Id(span.TraceId), FakeTelemetry.Id(span.TraceId, 8));
            if (!_traces.TryGetValue(id, out var trace))
                _traces[id] = trace = [];
            trace.Add(Snapshot(id, resource, scope, span));
        }
    }

    public TraceList List(TraceQuery query)
    {
        LastQuery = query;
        var matching = _traces.Keys.Select(Summary)
            .Where(trace => query.ServiceName is null || trace.Resources.Any(resource => resource.Resource.ServiceName == query.ServiceName))
            .Where(trace => query.Text is null || trace.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            .Where(trace => query.HasError is null || query.HasError == trace.ErrorCount > 0)
            .Where(trace => query.MinDurationNanoseconds is null || trace.DurationNanoseconds >= query.MinDurationNanoseconds)
            .Where(trace => query.From is null || trace.Start >= query.From)
            .Where(trace => query.To is null || trace.Start < query.To)
            .ToList();
        Func<TraceSummary, long> key = query.SortBy switch
        {
            TraceSortKey.Duration => trace => trace.DurationNanoseconds,
            TraceSortKey.SpanCount => trace => trace.SpanCount,
            _ => trace => trace.Start.Nanoseconds,
        };
        var sorted = query.Descending ? matching.OrderByDescending(key) : matching.OrderBy(key);
        return new TraceList(
            new ResultPage<TraceSummary>([.. sorted.Skip(query.Offset).Take(query.Limit)], matching.Count, _traces.Count, 0),
            matching.Select(trace => trace.DurationNanoseconds).DefaultIfEmpty().Max(),
            Histogram(matching));
    }

    public TraceSnapshot? Find(TraceId id) =>
        _traces.TryGetValue(id, out var spans) ? new TraceSnapshot(Summary(id), [.. spans.OrderBy(span => span.Start)], spans.Count) : null;

    public long VersionOf(TraceId id) => _traces.TryGetValue(id, out var spans) ? spans.Count : 0;

    public IReadOnlyList<SpanBacklink> FindBacklinks(TraceId trace, SpanId span) => [];

    public IReadOnlyList<string> AttributeKeys() => ["http.request.method", "http.route", "url.path"];

    private TraceSummary Summary(TraceId id)
    {
        var spans = _traces[id];
        var start = spans.MinBy(span => span.Start)!;
        var root = spans.FirstOrDefault(span => span.ParentSpanId.IsZero) ?? start;
        var resources = spans.GroupBy(span => span.Resource.Key)
            .Select(group => new TraceResourceCount(group.First().Resource, group.Count(), group.Count(span => span.Status == SpanStatus.Error))).ToList();
        return new TraceSummary(
            id, root.Name, root.Resource.ServiceName, root.ParentSpanId.IsZero, start.Start, spans.Max(span => span.End).Since(start.Start), spans.Count,
            spans.Count(span => span.Status == SpanStatus.Error), resources, resources.Count, spans.Aggregate(SpanOddities.None, (sum, span) => sum | span.Oddities));
    }

    private static List<TraceHistogramBin> Histogram(List<TraceSummary> traces)
    {
        if (traces.Count == 0)
            return [];
        const int bins = 60;
        var from = traces.Min(trace => trace.Start.Nanoseconds);
        var width = ((traces.Max(trace => trace.Start.Nanoseconds) - from) / bins) + 1;
        return [.. Enumerable.Range(0, bins).Select(bin =>
        {
            var inside = traces.Where(trace => (trace.Start.Nanoseconds - from) / width == bin).ToList();
            return new TraceHistogramBin(new(from + (bin * width)), new(from + ((bin + 1) * width)), inside.Count, inside.Count(trace => trace.ErrorCount > 0));
        })];
    }

    private static SpanSnapshot Snapshot(TraceId id, TelemetryResource resource, TelemetryScope scope, Span span) => new(() => new SpanDetails(
        span.Status?.Message ?? "", span.TraceState, FakeTelemetry.Attributes(span.Attributes),
        [.. span.Events.Select(happened => new SpanEventSnapshot(happened.Name, UnixNanoTime.FromWire(happened.TimeUnixNano), FakeTelemetry.Attributes(happened.Attributes)))],
        [.. span.Links.Select(link => new SpanLinkSnapshot(new(FakeTelemetry.Id(link.TraceId), FakeTelemetry.Id(link.TraceId, 8)), new(FakeTelemetry.Id(link.SpanId)), "", AttributeList.Empty))],
        0, 0))
    {
        TraceId = id,
        SpanId = new SpanId(FakeTelemetry.Id(span.SpanId)),
        ParentSpanId = new SpanId(FakeTelemetry.Id(span.ParentSpanId)),
        Name = span.Name,
        Kind = (SpanKind)span.Kind,
        Status = (SpanStatus)(span.Status?.Code ?? 0),
        Start = UnixNanoTime.FromWire(span.StartTimeUnixNano),
        End = UnixNanoTime.FromWire(span.EndTimeUnixNano),
        Resource = resource,
        Scope = scope,
        Oddities = span.EndTimeUnixNano < span.StartTimeUnixNano ? SpanOddities.NegativeDuration : SpanOddities.None,
    };
}
