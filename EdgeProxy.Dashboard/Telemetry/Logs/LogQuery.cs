using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>Which log records, in which order. Every condition must hold; what is null asks nothing.</summary>
public sealed record LogQuery
{
    /// <summary>The service, compared exactly.</summary>
    public string? ServiceName { get; init; }

    /// <summary>An instance of <see cref="ServiceName"/>, compared exactly.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The least severity.</summary>
    public LogSeverity MinSeverity { get; init; } = LogSeverity.Unspecified;

    /// <summary>Text that the message contains; case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>Conditions on attributes. The keys <c>message</c>, <c>category</c> and <c>event.name</c> name the record's own fields.</summary>
    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    /// <summary>Only what was written during this trace.</summary>
    public TraceId? TraceId { get; init; }

    /// <summary>Only what was written during this span.</summary>
    public SpanId? SpanId { get; init; }

    /// <summary>Records at this moment or later.</summary>
    public UnixNanoTime? From { get; init; }

    /// <summary>Records before this moment.</summary>
    public UnixNanoTime? To { get; init; }

    /// <summary>Newest first: false, as a console reads.</summary>
    public bool Descending { get; init; }

    /// <summary>How many to skip.</summary>
    public int Offset { get; init; }

    /// <summary>How many to return at most; 100 when not said.</summary>
    public int Limit { get; init; } = 100;
}
