namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Which traces, in which order. Every condition must hold; what is null asks nothing.</summary>
public sealed record TraceQuery
{
    /// <summary>A service that took part, compared exactly.</summary>
    public string? ServiceName { get; init; }

    /// <summary>An instance of <see cref="ServiceName"/>, compared exactly.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Text that the trace id, or the name of one of its spans, contains; case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>Conditions that one and the same span satisfies. Besides attributes, the keys <c>name</c>, <c>kind</c> and <c>status</c> name the span's own fields.</summary>
    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    /// <summary>The least duration in nanoseconds.</summary>
    public long? MinDurationNanoseconds { get; init; }

    /// <summary>The greatest duration in nanoseconds.</summary>
    public long? MaxDurationNanoseconds { get; init; }

    /// <summary>Traces that start at this moment or later.</summary>
    public UnixNanoTime? From { get; init; }

    /// <summary>Traces that start before this moment.</summary>
    public UnixNanoTime? To { get; init; }

    /// <summary>Only traces with a failed span (true) or without one (false).</summary>
    public bool? HasError { get; init; }

    /// <summary>What to order by; the start when not said.</summary>
    public TraceSortKey SortBy { get; init; } = TraceSortKey.Start;

    /// <summary>Greatest first: true, so that the newest comes first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>How many to skip.</summary>
    public int Offset { get; init; }

    /// <summary>How many to return at most; 100 when not said.</summary>
    public int Limit { get; init; } = 100;
}
