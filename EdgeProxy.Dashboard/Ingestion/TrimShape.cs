using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OtlpResource = OpenTelemetry.Proto.Resource.V1.Resource;
using OtlpSpan = OpenTelemetry.Proto.Trace.V1.Span;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Where a message may grow without bound.</summary>
/// <param name="Attributes">Its field of attributes.</param>
/// <param name="DroppedAttributes">Its field <c>dropped_attributes_count</c>; 0 when it has none.</param>
internal sealed record TrimShape(int Attributes, int DroppedAttributes)
{
    public static TrimShape Resource { get; } =
        new(OtlpResource.AttributesFieldNumber, OtlpResource.DroppedAttributesCountFieldNumber);

    public static TrimShape Scope { get; } =
        new(InstrumentationScope.AttributesFieldNumber, InstrumentationScope.DroppedAttributesCountFieldNumber);

    public static TrimShape Span { get; } =
        new(OtlpSpan.AttributesFieldNumber, OtlpSpan.DroppedAttributesCountFieldNumber)
        {
            Nested = new Dictionary<int, NestedTrim>
            {
                [OtlpSpan.EventsFieldNumber] = new(
                    new(OtlpSpan.Types.Event.AttributesFieldNumber, OtlpSpan.Types.Event.DroppedAttributesCountFieldNumber),
                    OtlpSpan.DroppedEventsCountFieldNumber),
                [OtlpSpan.LinksFieldNumber] = new(
                    new(OtlpSpan.Types.Link.AttributesFieldNumber, OtlpSpan.Types.Link.DroppedAttributesCountFieldNumber),
                    OtlpSpan.DroppedLinksCountFieldNumber),
                [OtlpSpan.StatusFieldNumber] = new(new(0, 0), 0),
            },
        };

    public static TrimShape Log { get; } =
        new(LogRecord.AttributesFieldNumber, LogRecord.DroppedAttributesCountFieldNumber) { Value = LogRecord.BodyFieldNumber };

    public static TrimShape NumberPoint { get; } = new(NumberDataPoint.AttributesFieldNumber, 0)
    {
        Nested = Exemplars(NumberDataPoint.ExemplarsFieldNumber),
    };

    public static TrimShape HistogramPoint { get; } = new(HistogramDataPoint.AttributesFieldNumber, 0)
    {
        Nested = Exemplars(HistogramDataPoint.ExemplarsFieldNumber),
    };

    public static TrimShape ExponentialPoint { get; } = new(ExponentialHistogramDataPoint.AttributesFieldNumber, 0)
    {
        Nested = Exemplars(ExponentialHistogramDataPoint.ExemplarsFieldNumber),
    };

    public static TrimShape SummaryPoint { get; } = new(SummaryDataPoint.AttributesFieldNumber, 0);

    /// <summary>Repeated messages within it that have attributes of their own.</summary>
    public IReadOnlyDictionary<int, NestedTrim> Nested { get; init; } = new Dictionary<int, NestedTrim>();

    /// <summary>A field that is an <c>AnyValue</c>; 0 for none.</summary>
    public int Value { get; init; }

    private static Dictionary<int, NestedTrim> Exemplars(int field) =>
        new() { [field] = new(new(Exemplar.FilteredAttributesFieldNumber, 0), 0) };
}
