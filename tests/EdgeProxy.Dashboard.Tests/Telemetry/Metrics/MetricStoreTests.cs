using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Metrics;

public sealed class MetricStoreTests : IDisposable
{
    private readonly TestTelemetry _telemetry = new(limits => limits.MaxMetricsCount = 5);

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public void MetersAndInstrumentsFormATree()
    {
        _telemetry.Ingest(Otel.Metrics("ping", Otel.Counter("b", Otel.Point(0, 1)), Otel.Gauge("a", Otel.Point(0, 1), Otel.Point(0, 1, Otel.Attribute("k", "v")))));

        var meter = Assert.Single(_telemetry.Metrics.Meters("ping"));

        Assert.Equal("meter", meter.Name);
        Assert.Equal(
            [("a", InstrumentKind.Gauge, 2), ("b", InstrumentKind.Counter, 1)],
            meter.Instruments.Select(instrument => (instrument.Key.Name, instrument.Kind, instrument.SeriesCount)));
        Assert.Empty(_telemetry.Metrics.Meters("pong"));
    }

    [Fact]
    public void ASeriesKeepsItsNewestPoints()
    {
        _telemetry.Ingest(Otel.Metrics("ping", Otel.Gauge("g", Enumerable.Range(1, 12).Select(second => Otel.Point(second, second)))));

        Assert.Equal([8.0, 9, 10, 11, 12], Find("g").Series.Single().Points.Select(point => point.Value!.Value));
        Assert.Equal(7, _telemetry.Metrics.EvictedPointCount);
    }

    [Fact]
    public void TheOrderOfAttributesMakesNoOtherSeries()
    {
        _telemetry.Ingest(Otel.Metrics("ping", Otel.Gauge("g",
            Otel.Point(1, 1, Otel.Attribute("a", "1"), Otel.Attribute("b", "2")),
            Otel.Point(2, 2, Otel.Attribute("b", "2"), Otel.Attribute("a", "1")))));

        Assert.Equal(2, Find("g").Series.Single().Points.Count);
    }

    [Fact]
    public void DimensionsListAllTheirValuesAndFilter()
    {
        _telemetry.Ingest(Otel.Metrics("ping", Otel.Gauge("g", Otel.Point(1, 1, Otel.Attribute("code", "200")), Otel.Point(1, 2, Otel.Attribute("code", "500")), Otel.Point(1, 3))));

        var found = Find("g", new Dictionary<string, IReadOnlySet<string>> { ["code"] = new HashSet<string> { "500" } });

        Assert.Equal(["", "200", "500"], found.Dimensions["code"]);
        Assert.Equal(2, found.Series.Single().Points.Single().Value);
    }

    [Fact]
    public void AnExemplarLeadsToItsTrace()
    {
        var point = Otel.Point(1, 5);
        point.Exemplars.Add(new Exemplar { AsDouble = 2.5, TimeUnixNano = Otel.T0, TraceId = Otel.TraceId(7), SpanId = Otel.SpanId(8), FilteredAttributes = { Otel.Attribute("user", "me") } });
        _telemetry.Ingest(Otel.Metrics("ping", Otel.Counter("c", point)));

        var exemplar = Find("c").Series.Single().Points.Single().Exemplars.Single();

        Assert.Equal((2.5, new TraceId(0, 7), new SpanId(8)), (exemplar.Value, exemplar.TraceId, exemplar.SpanId));
        Assert.Equal("me", exemplar.Attributes.Find("user"));
    }

    [Fact]
    public void ExponentialBucketsBecomeBounds()
    {
        _telemetry.Ingest(Otel.Metrics("ping", new Metric
        {
            Name = "e",
            ExponentialHistogram = new ExponentialHistogram
            {
                DataPoints =
                {
                    new ExponentialHistogramDataPoint
                    {
                        TimeUnixNano = Otel.T0 + 1,
                        Count = 7,
                        Scale = 0,
                        ZeroCount = 2,
                        Positive = new() { Offset = 1, BucketCounts = { 3, 0, 1 } },
                        Negative = new() { Offset = 0, BucketCounts = { 1 } },
                    },
                },
            },
        }));

        Assert.Equal(
            [new HistogramBucket(-2, -1, 1), new HistogramBucket(0, 0, 2), new HistogramBucket(2, 4, 3), new HistogramBucket(8, 16, 1)],
            Find("e").Series.Single().Points.Single().Histogram!.Buckets);
    }

    [Fact]
    public void BucketsThatDoNotFitTheirBoundsAreRejected()
    {
        var result = _telemetry.Ingest(Otel.Metrics("ping", new Metric
        {
            Name = "h",
            Histogram = new Histogram { DataPoints = { new HistogramDataPoint { Count = 1, ExplicitBounds = { 1, 2 }, BucketCounts = { 1 } } } },
        }));

        Assert.Equal(1, result.Rejected);
        Assert.Contains("one more bucket_counts than explicit_bounds", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAreBoundedHoweverManySeriesThereAre()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxMetricBytes = 1024 * 1024);
        for (var batch = 0; batch < 20; batch++)
            telemetry.Ingest(Otel.Metrics("ping", Otel.Gauge("g", Enumerable.Range(0, 1000).Select(i => Otel.Point(batch, i, Otel.Attribute("series", $"{batch}-{i}"))))));

        Assert.InRange(telemetry.Get<MetricStore>().Bytes, 500_000, 1024 * 1024);
        Assert.True(telemetry.Metrics.EvictedPointCount > 10_000);
    }

    private InstrumentData Find(string name, IReadOnlyDictionary<string, IReadOnlySet<string>>? dimensions = null) =>
        _telemetry.Metrics.Find(new MetricQuery
        {
            ServiceName = "ping",
            Instrument = new InstrumentKey("meter", name),
            From = new UnixNanoTime((long)Otel.T0),
            To = new UnixNanoTime((long)(Otel.T0 + (60 * Otel.Second))),
            Dimensions = dimensions ?? new Dictionary<string, IReadOnlySet<string>>(),
        })!;
}
