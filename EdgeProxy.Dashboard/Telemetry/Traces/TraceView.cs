namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A trace at a moment: its row and the spans that it was made of.</summary>
internal readonly record struct TraceView(TraceSummary Summary, SpanList Spans);
