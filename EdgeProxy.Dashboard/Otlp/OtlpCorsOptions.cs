namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Which pages may send telemetry from a browser: <c>Dashboard:Otlp:Cors</c>.</summary>
public sealed class OtlpCorsOptions
{
    /// <summary>Origins such as <c>http://localhost:5173</c>, separated by commas; none by default. Only names: <c>*</c> is refused.</summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>Headers allowed besides <c>content-type</c> and <c>x-otlp-api-key</c>, separated by commas.</summary>
    public string? AllowedHeaders { get; set; }

    /// <summary><see cref="AllowedOrigins"/> one by one.</summary>
    internal string[] Origins => Split(AllowedOrigins);

    /// <summary><see cref="AllowedHeaders"/> one by one.</summary>
    internal string[] Headers => Split(AllowedHeaders);

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
