namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>A span's times in nanoseconds since the epoch after its clock was corrected, and by how much it was.</summary>
internal readonly record struct CorrectedTime(long Start, long End, long Skew);
