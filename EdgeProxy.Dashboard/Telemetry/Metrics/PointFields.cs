using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>Where the four kinds of points have what they share.</summary>
internal sealed record PointFields(int Attributes, int Exemplars)
{
    /// <summary>All points have their start here.</summary>
    public const int StartTime = NumberDataPoint.StartTimeUnixNanoFieldNumber;

    /// <summary>All points have their time here.</summary>
    public const int Time = NumberDataPoint.TimeUnixNanoFieldNumber;

    private static readonly PointFields Number = new(NumberDataPoint.AttributesFieldNumber, NumberDataPoint.ExemplarsFieldNumber);

    private static readonly PointFields Explicit = new(HistogramDataPoint.AttributesFieldNumber, HistogramDataPoint.ExemplarsFieldNumber);

    private static readonly PointFields Exponential =
        new(ExponentialHistogramDataPoint.AttributesFieldNumber, ExponentialHistogramDataPoint.ExemplarsFieldNumber);

    private static readonly PointFields Quantiles = new(SummaryDataPoint.AttributesFieldNumber, 0);

    public static PointFields Of(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Histogram => Explicit,
        InstrumentKind.ExponentialHistogram => Exponential,
        InstrumentKind.Summary => Quantiles,
        _ => Number,
    };
}
