namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A row of the list of traces.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="Name">The name of its root, or of its first span while the root has not arrived.</param>
/// <param name="RootService">The service of that span.</param>
/// <param name="HasRoot">Whether a span without a parent has arrived.</param>
/// <param name="Start">When its first span started.</param>
/// <param name="DurationNanoseconds">From the first start to the last end, never negative.</param>
/// <param name="SpanCount">Its spans.</param>
/// <param name="ErrorCount">Of these, those that failed.</param>
/// <param name="Resources">Who took part, in order of appearance; the first twenty when there are more.</param>
/// <param name="ResourceCount">How many took part.</param>
/// <param name="Oddities">What is odd about any of its spans.</param>
public sealed record TraceSummary(
    TraceId TraceId,
    string Name,
    string RootService,
    bool HasRoot,
    UnixNanoTime Start,
    long DurationNanoseconds,
    int SpanCount,
    int ErrorCount,
    IReadOnlyList<TraceResourceCount> Resources,
    int ResourceCount,
    SpanOddities Oddities);
