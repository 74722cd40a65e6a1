namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>Reads metrics.</summary>
public interface IMetricQueries
{
    /// <summary>The meters of a service with their instruments, by name.</summary>
    /// <param name="serviceName">The service, compared exactly.</param>
    /// <param name="instanceId">One instance of it; all of them when null.</param>
    IReadOnlyList<MeterSummary> Meters(string serviceName, string? instanceId = null);

    /// <summary>The series of one instrument, or null when nothing is stored of it.</summary>
    /// <param name="query">Which.</param>
    InstrumentData? Find(MetricQuery query);

    /// <summary>How many points left because a limit was reached, since the start.</summary>
    long EvictedPointCount { get; }
}
