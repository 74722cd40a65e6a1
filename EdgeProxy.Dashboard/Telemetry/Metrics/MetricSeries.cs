using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>The points of one combination of attributes, of one instance.</summary>
/// <param name="Resource">Who sent them.</param>
/// <param name="Attributes">The combination: the dimensions.</param>
/// <param name="Points">The points within the asked time, oldest first, with one before it where there is one.</param>
public sealed record MetricSeries(TelemetryResource Resource, AttributeList Attributes, IReadOnlyList<MetricPoint> Points);
