using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>How many spans of a trace one resource sent.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="SpanCount">Its spans.</param>
/// <param name="ErrorCount">Of these, those that failed.</param>
public sealed record TraceResourceCount(TelemetryResource Resource, int SpanCount, int ErrorCount);
