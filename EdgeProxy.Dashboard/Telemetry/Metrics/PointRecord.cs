using EdgeProxy.Dashboard.Telemetry.Storage;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A stored point. Only histograms, summaries and points with exemplars have bytes.</summary>
internal readonly record struct PointRecord(UnixNanoTime Start, UnixNanoTime Time, double? Value, RecordSlice Bytes)
{
    /// <summary>What one takes beside its bytes, its place in the order of leaving included.</summary>
    public const int Size = 56;
}
