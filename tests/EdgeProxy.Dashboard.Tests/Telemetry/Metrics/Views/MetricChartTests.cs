using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Metrics.Views;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Metrics.Views;

public sealed class MetricChartTests
{
    [Fact]
    public void ACounterIsDrawnAsARateAndNoDataAsNothing()
    {
        var chart = Chart(Otel.Counter("requests", Otel.Point(0, 0), Otel.Point(10, 50), Otel.Point(20, 150)));

        Assert.Equal([5.0, 10.0, null], Assert.Single(chart.Lines).Values);
        Assert.Equal("{request}/s", chart.Unit);
    }

    [Fact]
    public void ACounterThatStartsAnewGrowsFromZero()
    {
        var chart = Chart(Otel.Counter("requests", Otel.Point(0, 100), Otel.Point(10, 200), Otel.Point(20, 30)));

        Assert.Equal([10.0, 3.0, null], chart.Lines[0].Values);
    }

    [Fact]
    public void ACounterIsNotDrawnOverASilenceInWhichItGrew()
    {
        // Ten a second, a minute without a point in which 900 came, then ten a second again.
        var points = new[] { 0, 10, 20, 80, 90, 100 }.Select(second => Otel.Point(second, (second * 10) + (second >= 80 ? 300 : 0)));

        Assert.Equal([10.0, 10, null, null, null, null, null, null, 10, 10], Chart(Otel.Counter("requests", [.. points]), steps: 10).Lines[0].Values);
    }

    [Fact]
    public void ACounterThatStoodStillOverASilenceIsZeroThere()
    {
        var points = new[] { (0, 0), (10, 100), (20, 200), (80, 200), (90, 300), (100, 400) }.Select(point => Otel.Point(point.Item1, point.Item2));

        Assert.Equal([10.0, 10, 0, 0, 0, 0, 0, 0, 10, 10], Chart(Otel.Counter("requests", [.. points]), steps: 10).Lines[0].Values);
    }

    [Fact]
    public void ARateCountsOverThePartOfAStepThatIsKnown()
    {
        var chart = Chart(Otel.Counter("requests", Otel.Point(0, 0), Otel.Point(10, 50), Otel.Point(14, 90)));

        Assert.Equal([5.0, 10.0, null], chart.Lines[0].Values);
    }

    [Fact]
    public void DeltasAreAddedAsTheyAre()
    {
        var counter = Otel.Counter("requests", new NumberDataPoint { StartTimeUnixNano = Otel.T0, TimeUnixNano = Otel.T0 + (10 * Otel.Second), AsInt = 70 });
        counter.Sum.AggregationTemporality = AggregationTemporality.Delta;

        Assert.Equal([7.0, null, null], Chart(counter).Lines[0].Values);
    }

    [Fact]
    public void AGaugeIsDrawnAsItIs() =>
        Assert.Equal([3.0, 8, null], Chart(Otel.Gauge("queue", Otel.Point(5, 3), Otel.Point(15, 8))).Lines[0].Values);

    [Fact]
    public void SeriesAreAddedOrSplit()
    {
        var counter = Otel.Counter("requests",
            Otel.Point(0, 0, Otel.Attribute("code", "200")), Otel.Point(10, 10, Otel.Attribute("code", "200")),
            Otel.Point(0, 0, Otel.Attribute("code", "500")), Otel.Point(10, 30, Otel.Attribute("code", "500")));

        Assert.Equal(4.0, Chart(counter).Lines.Single().Values[0]);
        Assert.Equal([("code=200", 1.0), ("code=500", 3.0)], Chart(counter, MetricSplit.Series).Lines.Select(line => (line.Label, line.Values[0]!.Value)));
    }

    [Fact]
    public void InstancesHaveALineEach()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Metrics("ping", "a", [Otel.Gauge("queue", Otel.Point(5, 3))]));
        telemetry.Ingest(Otel.Metrics("ping", "b", [Otel.Gauge("queue", Otel.Point(5, 4))]));

        Assert.Equal([("a", 3.0), ("b", 4.0)], Chart(telemetry, "queue", MetricSplit.Instance).Lines.Select(line => (line.Resource!.Value.InstanceId, line.Values[0]!.Value)));
        Assert.Equal(7.0, Chart(telemetry, "queue", MetricSplit.None).Lines.Single().Values[0]);
    }

    [Fact]
    public void AHistogramIsDrawnAsThreePercentilesOfWhatCameInEachStep()
    {
        var chart = Chart(new Metric
        {
            Name = "duration",
            Unit = "s",
            Histogram = new Histogram
            {
                AggregationTemporality = AggregationTemporality.Cumulative,
                DataPoints = { Histogram(0, 1000, 0), Histogram(10, 1000, 100), Histogram(20, 1100, 100) },
            },
        });

        Assert.Equal(["P50", "P90", "P99"], chart.Lines.Select(line => line.Label));
        // The first 1000 came before the chart: only what came in a step counts there.
        Assert.Equal([15.0, 5.0, null], chart.Lines[0].Values);
        Assert.Equal([19.0, 9.0, null], chart.Lines[1].Values);
        Assert.Equal("s", chart.Unit);
    }

    private static HistogramDataPoint Histogram(double second, ulong below10, ulong below20) => new()
    {
        StartTimeUnixNano = Otel.T0 - 1,
        TimeUnixNano = Otel.T0 + (ulong)(second * Otel.Second),
        Count = below10 + below20,
        ExplicitBounds = { 10, 20 },
        BucketCounts = { below10, below20, 0 },
    };

    private static MetricChart Chart(Metric metric, MetricSplit split = MetricSplit.None, int steps = 3)
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Metrics("ping", metric));
        return Chart(telemetry, metric.Name, split, steps);
    }

    private static MetricChart Chart(TestTelemetry telemetry, string name, MetricSplit split, int steps = 3)
    {
        var from = new UnixNanoTime((long)Otel.T0);
        var to = new UnixNanoTime((long)(Otel.T0 + ((ulong)steps * 10 * Otel.Second)));
        var data = telemetry.Metrics.Find(new MetricQuery { ServiceName = "ping", Instrument = new InstrumentKey("meter", name), From = from, To = to });
        return MetricChart.Build(data!, from, to, steps, split);
    }
}
