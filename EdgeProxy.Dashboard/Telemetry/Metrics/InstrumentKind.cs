namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument measures, as OTLP's data says it.</summary>
public enum InstrumentKind
{
    /// <summary>A value now.</summary>
    Gauge,

    /// <summary>A sum that only grows: drawn as a rate.</summary>
    Counter,

    /// <summary>A sum that may shrink.</summary>
    UpDownCounter,

    /// <summary>A distribution in explicit buckets.</summary>
    Histogram,

    /// <summary>A distribution in exponential buckets.</summary>
    ExponentialHistogram,

    /// <summary>Quantiles that the sender computed.</summary>
    Summary,
}
