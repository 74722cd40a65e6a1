using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Reads <c>ExportMetricsServiceRequest</c>.</summary>
internal sealed class MetricMapper(EnvelopeReader envelopes, PointMapper points)
{
    private const int DataPointsField = 1;
    private const int TemporalityField = 2;
    private const int MonotonicField = 3;

    private const string NoName = "a metric must have a name.";

    /// <summary>Reads every point. What OTLP calls invalid is rejected and counted; nothing is stored here.</summary>
    /// <exception cref="MalformedPayloadException">The request cannot be read.</exception>
    public List<PendingRecord<PointHeader>> Map(ReadOnlyMemory<byte> request, Rejections rejections)
    {
        // Room for most requests at once: a list that doubles leaves garbage in the large object heap.
        var found = new List<PendingRecord<PointHeader>>(Math.Clamp(request.Length / 160, 4, 700));
        envelopes.Read(request, RecordShapes.Default, (bytes, origin) => MapMetric(bytes, origin, found, rejections));
        return found;
    }

    private void MapMetric(ReadOnlyMemory<byte> metric, Origin origin, List<PendingRecord<PointHeader>> found, Rejections rejections)
    {
        RecordShapes.Default.Metric.Check(metric.Span);
        string name = "", description = "", unit = "";
        var dataField = 0;
        ReadOnlyMemory<byte> data = default;
        var reader = new WireReader(metric.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (type != WireType.LengthDelimited)
            {
                reader.Skip(type);
                continue;
            }

            var bytes = reader.ReadBytes();
            switch (field)
            {
                case Metric.NameFieldNumber:
                    name = AttributeDecoder.Text(bytes);
                    break;
                case Metric.DescriptionFieldNumber:
                    description = AttributeDecoder.Text(bytes);
                    break;
                case Metric.UnitFieldNumber:
                    unit = AttributeDecoder.Text(bytes);
                    break;
                case Metric.GaugeFieldNumber or Metric.SumFieldNumber or Metric.HistogramFieldNumber
                    or Metric.ExponentialHistogramFieldNumber or Metric.SummaryFieldNumber:
                    dataField = field;
                    data = metric.Slice(reader.Position - bytes.Length, bytes.Length);
                    break;
            }
        }

        if (dataField == 0)
            return;
        var (kind, temporality) = Describe(dataField, data.Span);
        var describes = new MetricDescription(PointMapper.Bounded(name), PointMapper.Bounded(description), PointMapper.Bounded(unit), kind, temporality);
        MapPoints(data, describes, origin, found, rejections);
    }

    private void MapPoints(
        ReadOnlyMemory<byte> data, MetricDescription metric, Origin origin, List<PendingRecord<PointHeader>> found, Rejections rejections)
    {
        var reader = new WireReader(data.Span);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != DataPointsField || type != WireType.LengthDelimited)
            {
                reader.Skip(type);
                continue;
            }

            var length = reader.ReadBytes().Length;
            if (metric.Name.Length == 0)
                rejections.Add(NoName);
            else
                points.Map(data.Slice(reader.Position - length, length), metric, origin, found, rejections);
        }
    }

    private static (InstrumentKind Kind, MetricTemporality Temporality) Describe(int dataField, ReadOnlySpan<byte> data)
    {
        var temporality = MetricTemporality.Unspecified;
        var monotonic = false;
        var reader = new WireReader(data);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == TemporalityField && type == WireType.Varint)
                temporality = reader.ReadVarint() is var value and <= (ulong)MetricTemporality.Cumulative ? (MetricTemporality)value : default;
            else if (field == MonotonicField && type == WireType.Varint)
                monotonic = reader.ReadVarint() != 0;
            else
                reader.Skip(type);
        }

        return dataField switch
        {
            Metric.SumFieldNumber => (monotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter, temporality),
            Metric.HistogramFieldNumber => (InstrumentKind.Histogram, temporality),
            Metric.ExponentialHistogramFieldNumber => (InstrumentKind.ExponentialHistogram, temporality),
            Metric.SummaryFieldNumber => (InstrumentKind.Summary, MetricTemporality.Cumulative),
            _ => (InstrumentKind.Gauge, MetricTemporality.Unspecified),
        };
    }
}
