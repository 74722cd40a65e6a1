namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>What a span stands for, with OTLP's numbers.</summary>
public enum SpanKind
{
    /// <summary>Not said, or a number that OTLP does not know.</summary>
    Unspecified = 0,

    /// <summary>Work inside the process.</summary>
    Internal = 1,

    /// <summary>The handling of a request.</summary>
    Server = 2,

    /// <summary>A request to somebody else.</summary>
    Client = 3,

    /// <summary>A message sent.</summary>
    Producer = 4,

    /// <summary>A message received.</summary>
    Consumer = 5,
}
