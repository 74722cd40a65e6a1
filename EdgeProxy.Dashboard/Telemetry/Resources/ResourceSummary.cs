namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>A resource that telemetry came from, and how much came since the start.</summary>
/// <param name="Resource">The resource, as it described itself last.</param>
/// <param name="LastSeen">When something of it came last.</param>
/// <param name="SpanCount">Spans received, stored still or not.</param>
/// <param name="LogCount">Log records received.</param>
/// <param name="ErrorLogCount">Of these, those of severity error or fatal.</param>
/// <param name="MetricPointCount">Metric points received.</param>
public sealed record ResourceSummary(
    TelemetryResource Resource,
    DateTimeOffset LastSeen,
    long SpanCount,
    long LogCount,
    long ErrorLogCount,
    long MetricPointCount);
