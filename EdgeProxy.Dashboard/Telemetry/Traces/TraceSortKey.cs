namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>What a list of traces is ordered by.</summary>
public enum TraceSortKey
{
    /// <summary>The start.</summary>
    Start,

    /// <summary>The duration.</summary>
    Duration,

    /// <summary>The number of spans.</summary>
    SpanCount,

    /// <summary>The name of the root.</summary>
    Name,
}
