namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>Which series of an instrument, over which time.</summary>
public sealed record MetricQuery
{
    /// <summary>The service, compared exactly.</summary>
    public required string ServiceName { get; init; }

    /// <summary>One instance of it; all of them when null.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The instrument.</summary>
    public required InstrumentKey Instrument { get; init; }

    /// <summary>Points at this moment or later.</summary>
    public required UnixNanoTime From { get; init; }

    /// <summary>Points up to this moment, inclusive.</summary>
    public required UnixNanoTime To { get; init; }

    /// <summary>For each key the values wanted, the empty text standing for series without the key; a key that is not listed asks nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Dimensions { get; init; } =
        new Dictionary<string, IReadOnlySet<string>>();
}
