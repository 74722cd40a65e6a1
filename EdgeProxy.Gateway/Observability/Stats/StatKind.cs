namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What kind of number a statistic is.</summary>
internal enum StatKind
{
    /// <summary>It only grows.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>A distribution.</summary>
    Histogram,
}
