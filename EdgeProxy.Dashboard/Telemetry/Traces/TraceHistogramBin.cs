namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>The traces that started within a part of the time shown.</summary>
/// <param name="From">Where the part starts.</param>
/// <param name="To">Where it ends, exclusive.</param>
/// <param name="Count">Traces.</param>
/// <param name="ErrorCount">Of these, those with a failed span.</param>
public sealed record TraceHistogramBin(UnixNanoTime From, UnixNanoTime To, int Count, int ErrorCount);
