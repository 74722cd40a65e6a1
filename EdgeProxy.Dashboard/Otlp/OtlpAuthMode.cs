namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Who may send telemetry.</summary>
public enum OtlpAuthMode
{
    /// <summary>Who sends the key.</summary>
    ApiKey,

    /// <summary>Everybody on this machine.</summary>
    Unsecured,
}
