namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>What is read of a metric point when it arrives.</summary>
internal struct PointHeader
{
    public MetricDescription Metric;

    /// <summary>Tells the combination of attributes, whatever their order.</summary>
    public UInt128 AttributesHash;

    public UnixNanoTime Start;
    public UnixNanoTime Time;
    public double Value;

    /// <summary>False where the sender says "no recorded value".</summary>
    public bool HasValue;

    /// <summary>The number of exemplars, or of anything else that only the bytes hold.</summary>
    public bool NeedsBytes;
}
