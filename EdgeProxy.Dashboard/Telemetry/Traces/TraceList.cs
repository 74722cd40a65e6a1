namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>The answer to a <see cref="TraceQuery"/>.</summary>
/// <param name="Page">The rows.</param>
/// <param name="LongestNanoseconds">The longest duration of all that match, to draw the others relative to.</param>
/// <param name="Histogram">How many of all that match started when; empty when nothing matches.</param>
public sealed record TraceList(ResultPage<TraceSummary> Page, long LongestNanoseconds, IReadOnlyList<TraceHistogramBin> Histogram);
