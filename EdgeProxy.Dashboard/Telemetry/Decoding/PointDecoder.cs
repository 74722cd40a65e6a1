using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Telemetry.Decoding;

/// <summary>Reads from a stored point what its record does not hold.</summary>
internal static class PointDecoder
{
    public static MetricPoint Decode(in PointRecord point, InstrumentKind kind)
    {
        if (point.Bytes.Length == 0)
            return new MetricPoint(point.Start, point.Time, point.Value, null, [], []);
        var bytes = point.Bytes.Span;
        return new MetricPoint(
            point.Start,
            point.Time,
            point.Value,
            kind switch
            {
                InstrumentKind.Histogram => HistogramDecoder.Decode(bytes),
                InstrumentKind.ExponentialHistogram => ExponentialHistogramDecoder.Decode(bytes),
                _ => null,
            },
            kind == InstrumentKind.Summary ? Quantiles(bytes) : [],
            Exemplars(bytes, PointFields.Of(kind).Exemplars));
    }

    private static List<QuantileValue> Quantiles(ReadOnlySpan<byte> point)
    {
        List<QuantileValue> quantiles = [];
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == SummaryDataPoint.QuantileValuesFieldNumber && type == WireType.LengthDelimited)
                quantiles.Add(Quantile(reader.ReadBytes()));
            else
                reader.Skip(type);
        }

        return quantiles;
    }

    private static QuantileValue Quantile(ReadOnlySpan<byte> message)
    {
        double quantile = 0, value = 0;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == SummaryDataPoint.Types.ValueAtQuantile.QuantileFieldNumber && type == WireType.Fixed64)
                quantile = reader.ReadDouble();
            else if (field == SummaryDataPoint.Types.ValueAtQuantile.ValueFieldNumber && type == WireType.Fixed64)
                value = reader.ReadDouble();
            else
                reader.Skip(type);
        }

        return new QuantileValue(quantile, value);
    }

    private static List<ExemplarSnapshot> Exemplars(ReadOnlySpan<byte> point, int exemplarsField)
    {
        List<ExemplarSnapshot> exemplars = [];
        var reader = new WireReader(point);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == exemplarsField && type == WireType.LengthDelimited)
                exemplars.Add(Exemplar(reader.ReadBytes()));
            else
                reader.Skip(type);
        }

        return exemplars;
    }

    private static ExemplarSnapshot Exemplar(ReadOnlySpan<byte> message)
    {
        UnixNanoTime time = default;
        double value = 0;
        TraceId trace = default;
        SpanId span = default;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (OpenTelemetry.Proto.Metrics.V1.Exemplar.TimeUnixNanoFieldNumber, WireType.Fixed64):
                    time = UnixNanoTime.FromWire(reader.ReadFixed64());
                    break;
                case (OpenTelemetry.Proto.Metrics.V1.Exemplar.AsDoubleFieldNumber, WireType.Fixed64):
                    value = reader.ReadDouble();
                    break;
                case (OpenTelemetry.Proto.Metrics.V1.Exemplar.AsIntFieldNumber, WireType.Fixed64):
                    value = (long)reader.ReadFixed64();
                    break;
                case (OpenTelemetry.Proto.Metrics.V1.Exemplar.TraceIdFieldNumber, WireType.LengthDelimited):
                    trace = TraceIdReader.Trace(reader.ReadBytes());
                    break;
                case (OpenTelemetry.Proto.Metrics.V1.Exemplar.SpanIdFieldNumber, WireType.LengthDelimited):
                    span = TraceIdReader.Span(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ExemplarSnapshot(
            time, value, trace, span, AttributeDecoder.DecodeList(message, OpenTelemetry.Proto.Metrics.V1.Exemplar.FilteredAttributesFieldNumber, 0));
    }
}
