using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Traces;

public sealed class TraceQueryTests : IDisposable
{
    private readonly TestTelemetry _telemetry = new();

    public TraceQueryTests()
    {
        var slow = Otel.Span(1, 1, 0, 0, 300, "GET /slow");
        var failed = Otel.Span(2, 1, 0, 10, 20, "GET /failed");
        failed.Status = new Status { Code = Status.Types.StatusCode.Error };
        failed.Attributes.Add(Otel.Attribute("http.response.status_code", "503"));
        var fast = Otel.Span(3, 1, 0, 20, 21, "GET /fast");
        fast.Attributes.Add(Otel.Attribute("http.response.status_code", "200"));
        _telemetry.Ingest(Otel.Traces("ping", slow, failed));
        _telemetry.Ingest(Otel.Traces("pong", fast));
    }

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public void NewestComesFirst() => Assert.Equal([3UL, 2UL, 1UL], Ids(new TraceQuery()));

    [Fact]
    public void DurationSorts() => Assert.Equal([1UL, 2UL, 3UL], Ids(new TraceQuery { SortBy = TraceSortKey.Duration }));

    [Fact]
    public void NameSortsUpwards() => Assert.Equal([2UL, 3UL, 1UL], Ids(new TraceQuery { SortBy = TraceSortKey.Name, Descending = false }));

    [Fact]
    public void PagesFollowEachOther()
    {
        Assert.Equal([2UL], Ids(new TraceQuery { Offset = 1, Limit = 1 }));
        Assert.Equal(3, _telemetry.Traces.List(new TraceQuery { Offset = 1, Limit = 1 }).Page.TotalCount);
    }

    [Fact]
    public void ErrorsFilter() => Assert.Equal([2UL], Ids(new TraceQuery { HasError = true }));

    [Fact]
    public void AServiceFilters() => Assert.Equal([3UL], Ids(new TraceQuery { ServiceName = "pong" }));

    [Fact]
    public void TextFiltersNamesAndIds()
    {
        Assert.Equal([3UL], Ids(new TraceQuery { Text = "FAST" }));
        Assert.Equal([2UL], Ids(new TraceQuery { Text = "00000002" }));
    }

    [Fact]
    public void AnAttributeFiltersByNumber() => Assert.Equal([2UL], Ids(new TraceQuery
    {
        Attributes = [new AttributeFilter("http.response.status_code", FilterOperator.GreaterThanOrEqual, "500")],
    }));

    [Fact]
    public void ADurationFilters() => Assert.Equal([1UL], Ids(new TraceQuery { MinDurationNanoseconds = 100_000_000 }));

    [Fact]
    public void TheTimeFilters() => Assert.Equal([2UL], Ids(new TraceQuery
    {
        From = new UnixNanoTime((long)(Otel.T0 + (10 * Otel.Millisecond))),
        To = new UnixNanoTime((long)(Otel.T0 + (20 * Otel.Millisecond))),
    }));

    [Fact]
    public void TheHistogramCountsAllThatMatch()
    {
        var list = _telemetry.Traces.List(new TraceQuery { Limit = 1 });

        Assert.Equal((3, 1), (list.Histogram.Sum(bin => bin.Count), list.Histogram.Sum(bin => bin.ErrorCount)));
        Assert.Equal(300_000_000, list.LongestNanoseconds);
    }

    [Fact]
    public void BacklinksAreFound()
    {
        var linking = Otel.Span(4, 7, 0, 0, 1, "linking");
        linking.Links.Add(new Span.Types.Link { TraceId = Otel.TraceId(1), SpanId = Otel.SpanId(1) });
        _telemetry.Ingest(Otel.Traces("ping", linking));

        Assert.Equal("linking", _telemetry.Traces.FindBacklinks(new TraceId(0, 1), new SpanId(1)).Single().Name);
        Assert.Empty(_telemetry.Traces.FindBacklinks(new TraceId(0, 2), new SpanId(1)));
    }

    private IEnumerable<ulong> Ids(TraceQuery query) => _telemetry.Traces.List(query).Page.Items.Select(row => row.TraceId.Low);
}
