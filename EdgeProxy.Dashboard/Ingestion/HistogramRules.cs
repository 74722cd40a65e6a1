using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>What OTLP's <c>metrics.proto</c> demands of the buckets of a histogram.</summary>
internal static class HistogramRules
{
    private const int MaxBuckets = 4096;

    public static bool Hold(ReadOnlySpan<byte> point, InstrumentKind kind) => kind switch
    {
        InstrumentKind.Histogram => ExplicitHold(point),
        InstrumentKind.ExponentialHistogram => ExponentialHold(point),
        _ => true,
    };

    private static bool ExplicitHold(ReadOnlySpan<byte> point)
    {
        int counts = 0, bounds = 0;
        var last = double.NegativeInfinity;
        var ascending = true;
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            var isBounds = field == HistogramDataPoint.ExplicitBoundsFieldNumber;
            if ((!isBounds && field != HistogramDataPoint.BucketCountsFieldNumber) || type is not (WireType.Fixed64 or WireType.LengthDelimited))
            {
                reader.Skip(type);
                continue;
            }

            // Repeated numbers come packed or one by one (protobuf, "Packed Repeated Fields").
            var values = new WireReader(type == WireType.LengthDelimited ? reader.ReadBytes() : BitConverter.GetBytes(reader.ReadFixed64()));
            while (!values.AtEnd)
            {
                var value = values.ReadDouble();
                if (isBounds)
                {
                    ascending &= value > last;
                    last = value;
                    bounds++;
                }
                else
                {
                    counts++;
                }
            }
        }

        return ascending && counts <= MaxBuckets && (counts == bounds + 1 || (counts == 0 && bounds == 0));
    }

    private static bool ExponentialHold(ReadOnlySpan<byte> point)
    {
        // Counts the buckets of both sides by what they take at least, before anything is decoded.
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field is ExponentialHistogramDataPoint.PositiveFieldNumber or ExponentialHistogramDataPoint.NegativeFieldNumber
                && type == WireType.LengthDelimited)
            {
                if (BucketCount(reader.ReadBytes()) > MaxBuckets)
                    return false;
            }
            else
            {
                reader.Skip(type);
            }
        }

        return true;
    }

    private static int BucketCount(ReadOnlySpan<byte> buckets)
    {
        var count = 0;
        var reader = new WireReader(buckets);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != ExponentialHistogramDataPoint.Types.Buckets.BucketCountsFieldNumber || type != WireType.LengthDelimited)
            {
                count += field == ExponentialHistogramDataPoint.Types.Buckets.BucketCountsFieldNumber ? 1 : 0;
                reader.Skip(type);
                continue;
            }

            var values = new List<ulong>();
            PackedReader.ReadVarints(reader.ReadBytes(), values);
            count += values.Count;
        }

        return count;
    }
}
