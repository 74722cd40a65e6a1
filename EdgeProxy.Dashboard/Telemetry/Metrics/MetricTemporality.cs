namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>What a point counts from, with OTLP's numbers.</summary>
public enum MetricTemporality
{
    /// <summary>Not said, or not applicable.</summary>
    Unspecified = 0,

    /// <summary>From the point before.</summary>
    Delta = 1,

    /// <summary>From a fixed start.</summary>
    Cumulative = 2,
}
