using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using OpenTelemetry.Proto.Metrics.V1;
using Buckets = OpenTelemetry.Proto.Metrics.V1.ExponentialHistogramDataPoint.Types.Buckets;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>
/// Reads <c>ExponentialHistogramDataPoint</c>. Bucket <c>i</c> holds values above base^i up to base^(i+1), where base is 2^(2^-scale)
/// (OpenTelemetry metrics data model, "ExponentialHistogram").
/// </summary>
internal static class ExponentialHistogramDecoder
{
    public static HistogramValue Decode(ReadOnlySpan<byte> point)
    {
        ulong count = 0, zeroCount = 0;
        double? sum = null, min = null, max = null;
        var zeroThreshold = 0.0;
        var scale = 0;
        (int Offset, List<ulong> Counts) positive = (0, []), negative = (0, []);
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (ExponentialHistogramDataPoint.CountFieldNumber, WireType.Fixed64):
                    count = reader.ReadFixed64();
                    break;
                case (ExponentialHistogramDataPoint.SumFieldNumber, WireType.Fixed64):
                    sum = reader.ReadDouble();
                    break;
                case (ExponentialHistogramDataPoint.ScaleFieldNumber, WireType.Varint):
                    scale = ZigZag(reader.ReadVarint());
                    break;
                case (ExponentialHistogramDataPoint.ZeroCountFieldNumber, WireType.Fixed64):
                    zeroCount = reader.ReadFixed64();
                    break;
                case (ExponentialHistogramDataPoint.PositiveFieldNumber, WireType.LengthDelimited):
                    positive = ReadBuckets(reader.ReadBytes());
                    break;
                case (ExponentialHistogramDataPoint.NegativeFieldNumber, WireType.LengthDelimited):
                    negative = ReadBuckets(reader.ReadBytes());
                    break;
                case (ExponentialHistogramDataPoint.MinFieldNumber, WireType.Fixed64):
                    min = reader.ReadDouble();
                    break;
                case (ExponentialHistogramDataPoint.MaxFieldNumber, WireType.Fixed64):
                    max = reader.ReadDouble();
                    break;
                case (ExponentialHistogramDataPoint.ZeroThresholdFieldNumber, WireType.Fixed64):
                    zeroThreshold = reader.ReadDouble();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        var buckets = new List<HistogramBucket>();
        for (var i = negative.Counts.Count - 1; i >= 0; i--)
            Add(buckets, -Bound(scale, negative.Offset + (long)i + 1), -Bound(scale, negative.Offset + (long)i), negative.Counts[i]);
        Add(buckets, -zeroThreshold, zeroThreshold, zeroCount);
        for (var i = 0; i < positive.Counts.Count; i++)
            Add(buckets, Bound(scale, positive.Offset + (long)i), Bound(scale, positive.Offset + (long)i + 1), positive.Counts[i]);
        return new HistogramValue(count, sum, min, max, buckets);
    }

    private static void Add(List<HistogramBucket> buckets, double lower, double upper, ulong count)
    {
        if (count > 0)
            buckets.Add(new HistogramBucket(lower, upper, count));
    }

    private static double Bound(int scale, long index) => Math.Pow(2, index * Math.Pow(2, -(double)scale));

    private static (int Offset, List<ulong> Counts) ReadBuckets(ReadOnlySpan<byte> message)
    {
        var offset = 0;
        List<ulong> counts = [];
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == Buckets.OffsetFieldNumber && type == WireType.Varint)
                offset = ZigZag(reader.ReadVarint());
            else if (field == Buckets.BucketCountsFieldNumber && type == WireType.LengthDelimited)
                PackedReader.ReadVarints(reader.ReadBytes(), counts);
            else if (field == Buckets.BucketCountsFieldNumber && type == WireType.Varint)
                counts.Add(reader.ReadVarint());
            else
                reader.Skip(type);
        }

        return (offset, counts);
    }

    private static int ZigZag(ulong value) => (int)(uint)(value >> 1) ^ -(int)(value & 1);
}
