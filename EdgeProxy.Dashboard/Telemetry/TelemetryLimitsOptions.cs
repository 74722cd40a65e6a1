namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>How much telemetry is kept: section <c>Dashboard:TelemetryLimits</c>. When a limit is reached the oldest leaves first, and is counted.</summary>
public sealed class TelemetryLimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Dashboard:TelemetryLimits";

    /// <summary>Traces kept, 1 to 1,000,000; 10,000 by default.</summary>
    public int MaxTraceCount { get; set; } = 10_000;

    /// <summary>Log records kept, 1 to 10,000,000; 10,000 by default.</summary>
    public int MaxLogCount { get; set; } = 10_000;

    /// <summary>Metric points kept of one series, 1 to 1,000,000; 50,000 by default.</summary>
    public int MaxMetricsCount { get; set; } = 50_000;

    /// <summary>Attributes kept of a span, log record, event, link or resource, 1 to 10,000; 128 by default.</summary>
    public int MaxAttributeCount { get; set; } = 128;

    /// <summary>Bytes kept of one text, 16 to 16 MiB; 64 KiB by default. What is longer is cut, and marked.</summary>
    public int MaxAttributeLength { get; set; } = 64 * 1024;

    /// <summary>Events, and links, kept of a span, 1 to 100,000; 1,000 by default.</summary>
    public int MaxSpanEventCount { get; set; } = 1_000;

    /// <summary>Bytes that spans may take, 1 MiB at least; 72 MiB by default.</summary>
    public long MaxTraceBytes { get; set; } = 72L * 1024 * 1024;

    /// <summary>Bytes that log records may take, 1 MiB at least; 48 MiB by default.</summary>
    public long MaxLogBytes { get; set; } = 48L * 1024 * 1024;

    /// <summary>Bytes that metric points may take, 1 MiB at least; 32 MiB by default.</summary>
    public long MaxMetricBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Bytes that the descriptions of resources and scopes may take, 1 MiB at least; 32 MiB by default. A resource that leaves takes its telemetry along.</summary>
    public long MaxResourceBytes { get; set; } = 32L * 1024 * 1024;
}
