namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>A part of the critical path: during it, this row's own work is what the trace waits for.</summary>
/// <param name="Row">The row.</param>
/// <param name="FromNanoseconds">Where it starts, after the start of the trace.</param>
/// <param name="ToNanoseconds">Where it ends.</param>
public readonly record struct CriticalSegment(int Row, long FromNanoseconds, long ToNanoseconds);
