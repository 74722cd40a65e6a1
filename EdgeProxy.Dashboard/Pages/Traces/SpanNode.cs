using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Telemetry.Traces.Views;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>A row of the waterfall with what the page knows besides.</summary>
public sealed class SpanNode
{
    /// <summary>The row.</summary>
    public required WaterfallRow Row { get; init; }

    /// <summary>Names it within the trace: its span id, numbered where several spans have the same.</summary>
    public required string Key { get; init; }

    /// <summary>The span above it; null for a root.</summary>
    public required SpanNode? Parent { get; init; }

    /// <summary>The parts of it, from and to in nanoseconds since the start of the trace, that made the trace as long as it is.</summary>
    public required IReadOnlyList<(long From, long To)> Critical { get; init; }

    /// <summary>A span below it failed.</summary>
    public bool HasFailedDescendant { get; internal set; }

    /// <summary>The span.</summary>
    public SpanSnapshot Span => Row.Span;

    /// <summary>How many spans are above it.</summary>
    public int Depth => Row.Depth;

    /// <summary>How many spans are below it, at all depths.</summary>
    public int Descendants => Row.DescendantCount;

    /// <summary>Nanoseconds from the start of the trace to its own, corrected where clocks differ.</summary>
    public long Offset => Row.OffsetNanoseconds;

    /// <summary>Nanoseconds that it took.</summary>
    public long Duration => Row.DurationNanoseconds;

    /// <summary>Nanoseconds from the start of the trace to its end.</summary>
    public long End => Row.EndNanoseconds;

    /// <summary>Nanoseconds of it on the critical path.</summary>
    public long CriticalNanoseconds => Critical.Sum(part => part.To - part.From);
}
