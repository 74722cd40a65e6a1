using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A single measurement that went into a point, with the span during which it was taken.</summary>
/// <param name="Time">When.</param>
/// <param name="Value">What was measured.</param>
/// <param name="TraceId">The trace; zero for none.</param>
/// <param name="SpanId">The span; zero for none.</param>
/// <param name="Attributes">The attributes that the point's own left out.</param>
public sealed record ExemplarSnapshot(UnixNanoTime Time, double Value, TraceId TraceId, SpanId SpanId, AttributeList Attributes);
