namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>The answer to a <see cref="MetricQuery"/>.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Series">The series that match.</param>
/// <param name="Dimensions">Every key with all its values, those that the query leaves out included; the empty text where a series lacks the key.</param>
public sealed record InstrumentData(
    InstrumentSummary Instrument,
    IReadOnlyList<MetricSeries> Series,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Dimensions);
