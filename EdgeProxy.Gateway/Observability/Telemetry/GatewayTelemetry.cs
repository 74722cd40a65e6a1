using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>
/// The gateway's telemetry: spans and metrics of its own instead of ASP.NET's and the client library's, which know neither route nor
/// cluster, and cost each request twice what these do.
/// </summary>
internal static class GatewayTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string SourceName = "EdgeProxy.Gateway";

    /// <summary>Starts the spans.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    public static Meter Meter { get; } = new(SourceName);

    /// <summary>The buckets that the HTTP conventions ask for, in seconds.</summary>
    public static InstrumentAdvice<double> HttpDurations { get; } = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    /// <summary>Adds it. Without a place to send telemetry to, nothing is recorded, and trace headers pass as they came.</summary>
    public static WebApplicationBuilder AddGatewayTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.AddTelemetryExport();
        if (builder.HasTelemetryExport())
        {
            NewTraceId.Install();
            telemetry
                .WithMetrics(static metrics => metrics.AddMeter(SourceName))
                .WithTracing(static tracing => tracing.AddSource(SourceName));
        }

        // It begins a log scope for each request. Failures are in the access log and the counters.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }
}
