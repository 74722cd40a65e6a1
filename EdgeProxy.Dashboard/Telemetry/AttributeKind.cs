namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>What an attribute's value is, as <c>AnyValue</c> of OTLP says it.</summary>
public enum AttributeKind
{
    /// <summary>No value at all.</summary>
    Empty,

    /// <summary>Text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A 64-bit integer.</summary>
    WholeNumber,

    /// <summary>A 64-bit floating point number.</summary>
    Number,

    /// <summary>An array; its text is JSON.</summary>
    Array,

    /// <summary>A list of keys with values; its text is JSON.</summary>
    Map,

    /// <summary>Bytes; its text is base64.</summary>
    Bytes,
}
