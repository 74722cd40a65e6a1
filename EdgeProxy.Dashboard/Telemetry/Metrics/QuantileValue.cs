namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A quantile of a summary.</summary>
/// <param name="Quantile">0 to 1.</param>
/// <param name="Value">The value there.</param>
public readonly record struct QuantileValue(double Quantile, double Value);
