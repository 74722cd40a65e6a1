using System.IO.Hashing;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Reads one metric point of any kind, checked before to the last byte.</summary>
internal sealed class PointMapper(RecordTrimmer trimmer, TimeProvider time)
{
    private const int MaxNameLength = 1024;
    private const ulong NoRecordedValueFlag = 1;
    private const int NumberFlagsField = NumberDataPoint.FlagsFieldNumber;
    private const int DistributionFlagsField = HistogramDataPoint.FlagsFieldNumber;

    private const string BadBuckets =
        "a histogram must have one more bucket_counts than explicit_bounds, or none of both; bounds must ascend; at most 4096 buckets.";

    public void Map(
        ReadOnlyMemory<byte> bytes, MetricDescription metric, Origin origin, List<PendingRecord<PointHeader>> found, Rejections rejections)
    {
        if (!HistogramRules.Hold(bytes.Span, metric.Kind))
        {
            rejections.Add(BadBuckets);
            return;
        }

        var shape = ShapeOf(metric.Kind);
        if (trimmer.Exceeds(bytes.Span, shape))
        {
            var output = new WireWriter(bytes.Length);
            trimmer.Trim(bytes.Span, shape, output);
            bytes = output.Buffer.AsMemory(0, output.Length);
        }

        found.Add(new PendingRecord<PointHeader>(Read(bytes.Span, metric), origin, bytes));
    }

    /// <summary>A name of a length that a page can show.</summary>
    public static string Bounded(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength];

    private PointHeader Read(ReadOnlySpan<byte> point, MetricDescription metric)
    {
        var isNumber = metric.Kind is InstrumentKind.Gauge or InstrumentKind.Counter or InstrumentKind.UpDownCounter;
        var fields = PointFields.Of(metric.Kind);
        var flagsField = metric.Kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram ? DistributionFlagsField : NumberFlagsField;
        var header = new PointHeader { Metric = metric, NeedsBytes = !isNumber };
        var noValue = false;
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == PointFields.StartTime && type == WireType.Fixed64)
            {
                header.Start = UnixNanoTime.FromWire(reader.ReadFixed64());
            }
            else if (field == PointFields.Time && type == WireType.Fixed64)
            {
                header.Time = UnixNanoTime.FromWire(reader.ReadFixed64());
            }
            else if (field == fields.Attributes && type == WireType.LengthDelimited)
            {
                // A sum: the order of attributes does not matter.
                header.AttributesHash += XxHash128.HashToUInt128(reader.ReadBytes());
            }
            else if (field == fields.Exemplars && type == WireType.LengthDelimited)
            {
                header.NeedsBytes = true;
                reader.Skip(type);
            }
            else if (field == flagsField && type == WireType.Varint)
            {
                noValue = (reader.ReadVarint() & NoRecordedValueFlag) != 0;
            }
            else if (type == WireType.Fixed64 && ReadsValue(field, isNumber))
            {
                var raw = reader.ReadFixed64();
                header.Value = isNumber && field == NumberDataPoint.AsIntFieldNumber ? (long)raw : BitConverter.UInt64BitsToDouble(raw);
                header.HasValue = true;
            }
            else
            {
                reader.Skip(type);
            }
        }

        header.HasValue &= !noValue;
        if (!header.Time.IsKnown)
            header.Time = UnixNanoTime.From(time.GetUtcNow());
        return header;
    }

    private static bool ReadsValue(int field, bool isNumber) => isNumber
        ? field is NumberDataPoint.AsDoubleFieldNumber or NumberDataPoint.AsIntFieldNumber
        : field == HistogramDataPoint.SumFieldNumber;

    private static TrimShape ShapeOf(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Histogram => TrimShape.HistogramPoint,
        InstrumentKind.ExponentialHistogram => TrimShape.ExponentialPoint,
        InstrumentKind.Summary => TrimShape.SummaryPoint,
        _ => TrimShape.NumberPoint,
    };
}
