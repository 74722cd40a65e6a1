using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads <c>HistogramDataPoint</c>: explicit bounds with counts.</summary>
internal static class HistogramDecoder
{
    public static HistogramValue Decode(ReadOnlySpan<byte> point)
    {
        ulong count = 0;
        double? sum = null, min = null, max = null;
        List<ulong> counts = [];
        List<double> bounds = [];
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (HistogramDataPoint.CountFieldNumber, WireType.Fixed64):
                    count = reader.ReadFixed64();
                    break;
                case (HistogramDataPoint.SumFieldNumber, WireType.Fixed64):
                    sum = reader.ReadDouble();
                    break;
                case (HistogramDataPoint.MinFieldNumber, WireType.Fixed64):
                    min = reader.ReadDouble();
                    break;
                case (HistogramDataPoint.MaxFieldNumber, WireType.Fixed64):
                    max = reader.ReadDouble();
                    break;
                case (HistogramDataPoint.BucketCountsFieldNumber, WireType.Fixed64):
                    counts.Add(reader.ReadFixed64());
                    break;
                case (HistogramDataPoint.BucketCountsFieldNumber, WireType.LengthDelimited):
                    PackedReader.ReadFixed64(reader.ReadBytes(), counts);
                    break;
                case (HistogramDataPoint.ExplicitBoundsFieldNumber, WireType.Fixed64):
                    bounds.Add(reader.ReadDouble());
                    break;
                case (HistogramDataPoint.ExplicitBoundsFieldNumber, WireType.LengthDelimited):
                    PackedReader.ReadDoubles(reader.ReadBytes(), bounds);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        var buckets = new HistogramBucket[counts.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new HistogramBucket(
                i == 0 ? double.NegativeInfinity : bounds[i - 1],
                i < bounds.Count ? bounds[i] : double.PositiveInfinity,
                counts[i]);
        }

        return new HistogramValue(count, sum, min, max, buckets);
    }
}
