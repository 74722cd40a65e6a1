namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>A row of a waterfall: a span with its place in the tree and in time.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">0 for roots.</param>
/// <param name="ParentRow">The row of its parent; -1 for roots.</param>
/// <param name="DescendantCount">How many of the rows that follow are below it: collapsed, they are passed over.</param>
/// <param name="OffsetNanoseconds">From the start of the trace to its start, corrected where clocks differ.</param>
/// <param name="SelfNanoseconds">The part of its duration during which none of its children ran.</param>
/// <param name="SkewNanoseconds">What was added to its times because its clock differs; 0 mostly.</param>
/// <param name="Peer">The name of whom it called, where nobody there sends telemetry; null where somebody does, or it called nobody.</param>
public sealed record WaterfallRow(
    SpanSnapshot Span,
    int Depth,
    int ParentRow,
    int DescendantCount,
    long OffsetNanoseconds,
    long SelfNanoseconds,
    long SkewNanoseconds,
    string? Peer)
{
    /// <summary>Nanoseconds from start to end, never negative.</summary>
    public long DurationNanoseconds => Span.DurationNanoseconds;

    /// <summary>From the start of the trace to its end.</summary>
    public long EndNanoseconds => OffsetNanoseconds + DurationNanoseconds;
}
