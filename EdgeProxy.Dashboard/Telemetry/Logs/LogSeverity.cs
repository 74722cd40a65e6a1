namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>How grave a log record is: the six ranges of OTLP's 24 severity numbers.</summary>
public enum LogSeverity
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>1 to 4.</summary>
    Trace,

    /// <summary>5 to 8.</summary>
    Debug,

    /// <summary>9 to 12.</summary>
    Information,

    /// <summary>13 to 16.</summary>
    Warning,

    /// <summary>17 to 20.</summary>
    Error,

    /// <summary>21 to 24.</summary>
    Critical,
}
