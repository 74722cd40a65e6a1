using EdgeProxy.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the system shares: telemetry, health endpoints and service discovery.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The path that answers 200 once every health check passes, 503 otherwise.</summary>
    public const string HealthPath = "/health";

    /// <summary>The path that answers 200 while the process is alive, whatever it depends on.</summary>
    public const string AlivePath = "/alive";

    /// <summary>Adds telemetry, the default health check, an orderly end of connections at the stop, and service discovery with resilience for every HttpClient.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.HoldConsoleFilters();
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.AddConnectionDrain();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>
    /// Adds logs, metrics and traces. They leave the process over OTLP only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set
    /// (OpenTelemetry, "OTLP Exporter Configuration").
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddTelemetryExport()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName)
                .AddAspNetCoreInstrumentation(options => options.Filter = HealthRequests.AreNot)
                .AddHttpClientInstrumentation());
        return builder;
    }

    /// <summary>
    /// Adds logs, the runtime's metrics and the exporter, for a program that records its requests itself. The exporter is there only when
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The telemetry, for meters and sources.</returns>
    public static OpenTelemetryBuilder AddTelemetryExport(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddRuntimeInstrumentation());
        if (builder.HasTelemetryExport())
            telemetry.UseOtlpExporter();
        return telemetry;
    }

    /// <summary>Whether telemetry leaves the process: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>True when it does.</returns>
    public static bool HasTelemetryExport(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    /// <summary>Adds the health check <c>self</c>, tagged <c>live</c>: the process answers.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        return builder;
    }

    /// <summary>Holds back the stop while requests come, at most 1 s, and asks each client to take another connection meanwhile, so that a stop under load breaks no request.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddConnectionDrain<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ConnectionDrain>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<ConnectionDrain>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ConnectionDrain>());
        return builder;
    }

    /// <summary>
    /// Maps <see cref="HealthPath"/> (all checks) and <see cref="AlivePath"/> (those tagged <c>live</c>) in every environment:
    /// a Kubernetes probe asks them in production too.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHealthChecks(HealthPath);
        app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        return app;
    }
}
