namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A point of a series, as it was sent.</summary>
/// <param name="Start">Where counting started; unknown for gauges.</param>
/// <param name="Time">When it was taken.</param>
/// <param name="Value">The value of a gauge or sum; the sum of a histogram or summary; null where the sender says "no recorded value".</param>
/// <param name="Histogram">The distribution, for histograms.</param>
/// <param name="Quantiles">The quantiles, for summaries.</param>
/// <param name="Exemplars">Single measurements.</param>
public sealed record MetricPoint(
    UnixNanoTime Start,
    UnixNanoTime Time,
    double? Value,
    HistogramValue? Histogram,
    IReadOnlyList<QuantileValue> Quantiles,
    IReadOnlyList<ExemplarSnapshot> Exemplars);
