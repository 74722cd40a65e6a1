namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>How a span ended, with OTLP's numbers.</summary>
public enum SpanStatus
{
    /// <summary>Not said.</summary>
    Unset = 0,

    /// <summary>Well, as the developer says.</summary>
    Ok = 1,

    /// <summary>With an error.</summary>
    Error = 2,
}
