namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>The kinds of telemetry, to name one or several.</summary>
[Flags]
public enum TelemetrySignals
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The resources that telemetry came from.</summary>
    Resources = 1,

    /// <summary>Spans.</summary>
    Traces = 2,

    /// <summary>Log records.</summary>
    Logs = 4,

    /// <summary>Metric points.</summary>
    Metrics = 8,

    /// <summary>All of them.</summary>
    All = Resources | Traces | Logs | Metrics,
}
