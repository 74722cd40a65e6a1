namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>What is odd about a span's data, to be marked where it is shown.</summary>
[Flags]
public enum SpanOddities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It ends before it starts: shown with a duration of zero.</summary>
    NegativeDuration = 1,

    /// <summary>It lies outside its parent by more than the parent's own length or a second: the two clocks differ, or one is wrong.</summary>
    ClockSkew = 2,

    /// <summary>Its parent has not arrived (or never will).</summary>
    Orphan = 4,

    /// <summary>Another span of the trace has the same id and other content.</summary>
    DuplicateId = 8,

    /// <summary>Its parents form a loop: shown as a root where the loop was cut.</summary>
    ParentLoop = 16,

    /// <summary>No start was given.</summary>
    NoStartTime = 32,

    /// <summary>Attributes were left out or cut because a limit was reached.</summary>
    Truncated = 64,
}
