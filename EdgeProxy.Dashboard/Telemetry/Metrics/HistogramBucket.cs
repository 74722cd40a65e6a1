namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>How many measurements fell between two bounds.</summary>
/// <param name="Lower">The lower bound, exclusive; negative infinity for the first.</param>
/// <param name="Upper">The upper bound, inclusive; positive infinity for the last.</param>
/// <param name="Count">How many.</param>
public readonly record struct HistogramBucket(double Lower, double Upper, ulong Count);
