namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>An instrument, as its last points described it.</summary>
/// <param name="Key">Meter and name.</param>
/// <param name="Description">What it measures; empty when not given.</param>
/// <param name="Unit">UCUM unit; empty when not given.</param>
/// <param name="Kind">What kind of values.</param>
/// <param name="Temporality">What its points count from.</param>
/// <param name="SeriesCount">How many combinations of attributes are stored.</param>
public sealed record InstrumentSummary(
    InstrumentKey Key,
    string Description,
    string Unit,
    InstrumentKind Kind,
    MetricTemporality Temporality,
    int SeriesCount);
