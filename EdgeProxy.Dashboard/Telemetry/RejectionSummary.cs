namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>How much of a signal was refused.</summary>
/// <param name="Count">Spans, log records or data points since the start.</param>
/// <param name="LastMessage">Why the last of them were; null when none was.</param>
public sealed record RejectionSummary(long Count, string? LastMessage)
{
    /// <summary>Nothing was refused.</summary>
    public static RejectionSummary None { get; } = new(0, null);
}
