using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A span, as it was when asked for. What most rows never show is decoded at first use.</summary>
/// <param name="details">Decodes the rest.</param>
public sealed class SpanSnapshot(Func<SpanDetails> details)
{
    private SpanDetails? _details;

    /// <summary>The trace it belongs to.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Its id, unique within the trace unless <see cref="SpanOddities.DuplicateId"/> says otherwise.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>Its parent; zero for a root.</summary>
    public required SpanId ParentSpanId { get; init; }

    /// <summary>Its own name.</summary>
    public required string Name { get; init; }

    /// <summary>What it stands for.</summary>
    public required SpanKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>When it started.</summary>
    public required UnixNanoTime Start { get; init; }

    /// <summary>When it ended, as sent: perhaps before <see cref="Start"/>.</summary>
    public required UnixNanoTime End { get; init; }

    /// <summary>The process that it ran in.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>The tracer.</summary>
    public required TelemetryScope Scope { get; init; }

    /// <summary>What is odd about its data.</summary>
    public SpanOddities Oddities { get; init; }

    /// <summary>Nanoseconds from start to end, never negative.</summary>
    public long DurationNanoseconds => Math.Max(0, End.Since(Start));

    /// <summary>Attributes, events and links, decoded at first use.</summary>
    public SpanDetails Details => _details ??= details();
}
