using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A stored instrument of one origin. Read and changed under the store's lock alone.</summary>
internal sealed class InstrumentEntry(Origin origin, MetricDescription metric)
{
    public Origin Origin { get; } = origin;

    /// <summary>How its last points described it.</summary>
    public MetricDescription Metric { get; set; } = metric;

    public Dictionary<UInt128, SeriesEntry> Series { get; } = [];

    public InstrumentKey Key => new(Origin.Scope.Name, Metric.Name);
}
