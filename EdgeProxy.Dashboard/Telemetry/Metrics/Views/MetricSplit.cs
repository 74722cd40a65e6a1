namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>What has a line of its own in a chart.</summary>
public enum MetricSplit
{
    /// <summary>Nothing: all series are put together.</summary>
    None,

    /// <summary>Each instance.</summary>
    Instance,

    /// <summary>Each series.</summary>
    Series,
}
