using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>A line of a chart.</summary>
/// <param name="Label">What it shows: a percentile, or the dimensions of a series; empty for the only line.</param>
/// <param name="Resource">Whose it is; null for all instances together.</param>
/// <param name="Values">One value for each step of the chart; null where there are no data, which is not zero.</param>
public sealed record MetricLine(string Label, ResourceKey? Resource, IReadOnlyList<double?> Values);
