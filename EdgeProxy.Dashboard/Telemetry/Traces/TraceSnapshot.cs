namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A trace, as it was when asked for.</summary>
/// <param name="Summary">Its row in the list.</param>
/// <param name="Spans">Its spans, by start.</param>
/// <param name="Version">Grows with every change of the trace: the same number, the same content.</param>
public sealed record TraceSnapshot(TraceSummary Summary, IReadOnlyList<SpanSnapshot> Spans, long Version);
