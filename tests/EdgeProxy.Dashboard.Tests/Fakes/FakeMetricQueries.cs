using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Tests.Fakes;

internal sealed class FakeMetricQueries : IMetricQueries
{
    private readonly List<(TelemetryResource Resource, string Meter, Metric Metric)> _metrics = [];

    public long EvictedPointCount => 0;

    public void Add(TelemetryResource resource, string meter, IEnumerable<Metric> metrics) =>
        _metrics.AddRange(metrics.Select(metric => (resource, meter, metric)));

    public IReadOnlyList<MeterSummary> Meters(string serviceName, string? instanceId = null) =>
    [
        .. _metrics.Where(entry => entry.Resource.ServiceName == serviceName && (instanceId is null || entry.Resource.InstanceId == instanceId))
            .GroupBy(entry => entry.Meter)
            .OrderBy(meter => meter.Key, StringComparer.Ordinal)
            .Select(meter => new MeterSummary(meter.Key, [.. meter.GroupBy(entry => entry.Metric.Name).Select(metric => Summary(meter.Key, metric.First().Metric))])),
    ];

    public InstrumentData? Find(MetricQuery query)
    {
        var points = _metrics
            .Where(entry => entry.Resource.ServiceName == query.ServiceName && (query.InstanceId is null || entry.Resource.InstanceId == query.InstanceId))
            .Where(entry => entry.Meter == query.Instrument.Meter && entry.Metric.Name == query.Instrument.Name)
            .SelectMany(entry => Points(entry.Metric).Select(point => (entry.Resource, point.Attributes, point.Point)))
            .Where(entry => entry.Point.Time >= query.From && entry.Point.Time <= query.To)
            .ToList();
        if (points.Count == 0)
            return null;
        var series = points.GroupBy(entry => (entry.Resource, string.Join(';', entry.Attributes.Select(attribute => attribute.Key + '=' + attribute.Text))))
            .Select(group => new MetricSeries(group.Key.Resource, group.First().Attributes, [.. group.Select(entry => entry.Point)]))
            .ToList();
        var dimensions = series.SelectMany(one => one.Attributes).GroupBy(attribute => attribute.Key)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(attribute => attribute.Text).Distinct()]);
        var wanted = series.Where(one => query.Dimensions.All(dimension => dimension.Value.Contains(one.Attributes.Find(dimension.Key) ?? ""))).ToList();
        return new InstrumentData(Summary(query.Instrument.Meter, _metrics.First(entry => entry.Metric.Name == query.Instrument.Name).Metric), wanted, dimensions);
    }

    private static InstrumentSummary Summary(string meter, Metric metric) => new(
        new InstrumentKey(meter, metric.Name), metric.Description, metric.Unit,
        metric.DataCase switch
        {
            Metric.DataOneofCase.Histogram => InstrumentKind.Histogram,
            Metric.DataOneofCase.Sum => metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
            _ => InstrumentKind.Gauge,
        },
        metric.DataCase == Metric.DataOneofCase.Gauge ? MetricTemporality.Unspecified : MetricTemporality.Cumulative, 1);

    private static IEnumerable<(AttributeList Attributes, MetricPoint Point)> Points(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => (FakeTelemetry.Attributes(point.Attributes), new MetricPoint(
            UnixNanoTime.FromWire(point.StartTimeUnixNano), UnixNanoTime.FromWire(point.TimeUnixNano), point.Sum,
            new HistogramValue(point.Count, point.Sum, null, null, [.. point.BucketCounts.Select((count, index) => new HistogramBucket(
                index == 0 ? double.NegativeInfinity : point.ExplicitBounds[index - 1],
                index == point.ExplicitBounds.Count ? double.PositiveInfinity : point.ExplicitBounds[index], count))]),
            [],
            [.. point.Exemplars.Select(exemplar => new ExemplarSnapshot(
                UnixNanoTime.FromWire(exemplar.TimeUnixNano), exemplar.AsDouble,
                new(FakeTelemetry.Id(exemplar.TraceId), FakeTelemetry.Id(exemplar.TraceId, 8)), new(FakeTelemetry.Id(exemplar.SpanId)), AttributeList.Empty))]))),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(Number),
        _ => metric.Gauge.DataPoints.Select(Number),
    };

    private static (AttributeList Attributes, MetricPoint Point) Number(NumberDataPoint point) => (FakeTelemetry.Attributes(point.Attributes), new MetricPoint(
        UnixNanoTime.FromWire(point.StartTimeUnixNano), UnixNanoTime.FromWire(point.TimeUnixNano),
        point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, null, [], []));
}
