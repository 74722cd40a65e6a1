using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>A span in its place in the tree and on the time line of its trace. Never changes once the tree is built.</summary>
public sealed class SpanNode
{
    /// <summary>The span.</summary>
    public required SpanSnapshot Span { get; init; }

    /// <summary>Names it within the trace: its id, numbered where several spans have the same.</summary>
    public required string Key { get; init; }

    /// <summary>How many spans are above it.</summary>
    public int Depth { get; internal set; }

    /// <summary>How many spans are below it, at all depths.</summary>
    public int Descendants { get; internal set; }

    /// <summary>Nanoseconds from the start of the trace to its own, corrected where clocks differ.</summary>
    public long Offset { get; internal set; }

    /// <summary>Nanoseconds that it took.</summary>
    public long Duration => Span.DurationNanoseconds;

    /// <summary>Nanoseconds of it during which none of its children ran.</summary>
    public long Self { get; internal set; }

    /// <summary>The parts of it, from and to in nanoseconds since the start of the trace, that made the trace as long as it is.</summary>
    public IReadOnlyList<(long From, long To)> Critical { get; internal set; } = [];

    /// <summary>A span below it failed.</summary>
    public bool HasFailedDescendant { get; internal set; }

    internal SpanNode? Parent { get; set; }

    internal List<SpanNode> Children { get; } = [];

    internal long End => Offset + Duration;

    /// <summary>Nanoseconds of it on the critical path.</summary>
    public long CriticalNanoseconds => Critical.Sum(part => part.To - part.From);
}
