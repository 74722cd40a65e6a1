namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>The spans that a trace had at a moment. They are only ever added behind, so that this stays true without a lock.</summary>
internal readonly struct SpanList(SpanRecord[] spans, int count)
{
    public int Count => count;

    public ReadOnlySpan<SpanRecord> Span => spans.AsSpan(0, count);
}
