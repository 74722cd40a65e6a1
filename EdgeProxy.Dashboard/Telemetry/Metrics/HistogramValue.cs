namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A distribution, explicit and exponential buckets alike turned into bounds with counts.</summary>
/// <param name="Count">Measurements.</param>
/// <param name="Sum">Their sum; null when the sender left it out.</param>
/// <param name="Min">The least; null when not given.</param>
/// <param name="Max">The greatest; null when not given.</param>
/// <param name="Buckets">The buckets in ascending order, empty ones of exponential histograms left out.</param>
public sealed record HistogramValue(ulong Count, double? Sum, double? Min, double? Max, IReadOnlyList<HistogramBucket> Buckets);
