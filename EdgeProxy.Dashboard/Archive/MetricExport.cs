using EdgeProxy.Dashboard.Telemetry.Metrics;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>Metrics back as OTLP. Exponential histograms come out with the explicit bounds that they are shown with.</summary>
internal static class MetricExport
{
    // DataPointFlags of OTLP: "no recorded value".
    private const uint NoRecordedValue = 1;

    public static ExportMetricsServiceRequest Request(InstrumentData data)
    {
        var request = new ExportMetricsServiceRequest();
        foreach (var series in data.Series)
        {
            var scope = new ScopeMetrics { Scope = new InstrumentationScope { Name = data.Instrument.Key.Meter } };
            scope.Metrics.Add(Metric(data.Instrument, series));
            request.ResourceMetrics.Add(new ResourceMetrics { Resource = ProtoText.Resource(series.Resource), ScopeMetrics = { scope } });
        }

        return request;
    }

    private static Metric Metric(InstrumentSummary instrument, MetricSeries series)
    {
        var metric = new Metric { Name = instrument.Key.Name, Description = instrument.Description, Unit = instrument.Unit };
        var temporality = (AggregationTemporality)instrument.Temporality;
        switch (instrument.Kind)
        {
            case InstrumentKind.Gauge:
                metric.Gauge = new Gauge();
                metric.Gauge.DataPoints.AddRange(series.Points.Select(point => Number(series, point)));
                break;
            case InstrumentKind.Counter or InstrumentKind.UpDownCounter:
                metric.Sum = new Sum { AggregationTemporality = temporality, IsMonotonic = instrument.Kind == InstrumentKind.Counter };
                metric.Sum.DataPoints.AddRange(series.Points.Select(point => Number(series, point)));
                break;
            case InstrumentKind.Summary:
                metric.Summary = new Summary();
                metric.Summary.DataPoints.AddRange(series.Points.Select(point => Quantiles(series, point)));
                break;
            default:
                metric.Histogram = new Histogram { AggregationTemporality = temporality };
                metric.Histogram.DataPoints.AddRange(series.Points.Where(point => point.Histogram is not null).Select(point => Distribution(series, point)));
                break;
        }

        return metric;
    }

    private static NumberDataPoint Number(MetricSeries series, MetricPoint point)
    {
        var sent = new NumberDataPoint { StartTimeUnixNano = ProtoText.Time(point.Start), TimeUnixNano = ProtoText.Time(point.Time) };
        if (point.Value is { } value)
            sent.AsDouble = value;
        else
            sent.Flags = NoRecordedValue;
        sent.Attributes.AddRange(ProtoText.Attributes(series.Attributes));
        sent.Exemplars.AddRange(point.Exemplars.Select(Exemplar));
        return sent;
    }

    private static SummaryDataPoint Quantiles(MetricSeries series, MetricPoint point)
    {
        var sent = new SummaryDataPoint { StartTimeUnixNano = ProtoText.Time(point.Start), TimeUnixNano = ProtoText.Time(point.Time), Sum = point.Value ?? 0 };
        sent.QuantileValues.AddRange(point.Quantiles.Select(one => new SummaryDataPoint.Types.ValueAtQuantile { Quantile = one.Quantile, Value = one.Value }));
        sent.Attributes.AddRange(ProtoText.Attributes(series.Attributes));
        return sent;
    }

    private static HistogramDataPoint Distribution(MetricSeries series, MetricPoint point)
    {
        var histogram = point.Histogram!;
        var sent = new HistogramDataPoint { StartTimeUnixNano = ProtoText.Time(point.Start), TimeUnixNano = ProtoText.Time(point.Time), Count = histogram.Count };
        if (histogram.Sum is { } sum)
            sent.Sum = sum;
        if (histogram.Min is { } min)
            sent.Min = min;
        if (histogram.Max is { } max)
            sent.Max = max;
        sent.BucketCounts.AddRange(histogram.Buckets.Select(bucket => bucket.Count));
        sent.ExplicitBounds.AddRange(histogram.Buckets.SkipLast(1).Select(bucket => bucket.Upper));
        sent.Attributes.AddRange(ProtoText.Attributes(series.Attributes));
        sent.Exemplars.AddRange(point.Exemplars.Select(Exemplar));
        return sent;
    }

    private static Exemplar Exemplar(ExemplarSnapshot exemplar) => new()
    {
        TimeUnixNano = ProtoText.Time(exemplar.Time),
        AsDouble = exemplar.Value,
        TraceId = ProtoText.Id(exemplar.TraceId),
        SpanId = ProtoText.Id(exemplar.SpanId),
    };
}
