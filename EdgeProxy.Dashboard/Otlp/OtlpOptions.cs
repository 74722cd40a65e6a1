namespace EdgeProxy.Dashboard.Otlp;

/// <summary>How telemetry is received: section <c>Dashboard:Otlp</c>, with the names that the Aspire dashboard has.</summary>
public sealed class OtlpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Dashboard:Otlp";

    /// <summary>
    /// Who may send: <see cref="OtlpAuthMode.ApiKey"/> or <see cref="OtlpAuthMode.Unsecured"/>. When not set, a key is asked for if one is
    /// configured and anonymous access is not allowed.
    /// </summary>
    public OtlpAuthMode? AuthMode { get; set; }

    /// <summary>The key that senders put into the header <c>x-otlp-api-key</c>; needed for <see cref="OtlpAuthMode.ApiKey"/>.</summary>
    public string? PrimaryApiKey { get; set; }

    /// <summary>A second key that is accepted too, to change keys without a gap.</summary>
    public string? SecondaryApiKey { get; set; }

    /// <summary>The largest request in bytes, after decompression too, 1 KiB to 1 GiB; 64 MiB by default (OTLP, "OTLP/HTTP Request").</summary>
    public int MaxRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The bytes of all requests that are read at the same time, at least <see cref="MaxRequestBytes"/>; 128 MiB by default. What comes over
    /// it is refused, retryably.
    /// </summary>
    public long MaxBytesInFlight { get; set; } = 128L * 1024 * 1024;

    /// <summary>How long a sender that was refused should wait, 1 to 3600 s; 5 s by default.</summary>
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>Which pages may send over HTTP.</summary>
    public OtlpCorsOptions Cors { get; set; } = new();
}
