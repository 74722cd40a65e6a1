namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>What is done with a field of Envoy's.</summary>
internal enum FieldSupport
{
    /// <summary>It has Envoy's meaning.</summary>
    Served,

    /// <summary>It is accepted, and has no meaning to any answer, log line or statistic.</summary>
    NoEffect,

    /// <summary>It is accepted with a warning that says what differs.</summary>
    Warned,

    /// <summary>It is refused when it is true.</summary>
    TrueRefused,

    /// <summary>It is refused.</summary>
    Refused,
}
