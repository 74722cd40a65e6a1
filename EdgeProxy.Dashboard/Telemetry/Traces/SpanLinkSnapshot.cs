namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A link from a span to another, perhaps of another trace.</summary>
/// <param name="TraceId">The other trace.</param>
/// <param name="SpanId">The other span.</param>
/// <param name="TraceState">W3C trace state; empty when not given.</param>
/// <param name="Attributes">The link's attributes.</param>
public sealed record SpanLinkSnapshot(TraceId TraceId, SpanId SpanId, string TraceState, AttributeList Attributes);
