using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>Adds the stores, the way into them and the queries.</summary>
internal static class TelemetryServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ITraceQueries"/>, <see cref="ILogQueries"/>, <see cref="IMetricQueries"/>, <see cref="IResourceQueries"/>,
    /// <see cref="IRejectionQueries"/>, <see cref="ITelemetryChanges"/> and <see cref="ITelemetryControl"/>, with the ingestion that fills what they read.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOptions<TelemetryLimitsOptions>().BindConfiguration(TelemetryLimitsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryLimitsOptions>, TelemetryLimitsValidator>();
        services.AddSingleton(TimeProvider.System);

        services.AddSingleton<RecordTrimmer>();
        services.AddSingleton<EnvelopeReader>();
        services.AddSingleton<SpanMapper>();
        services.AddSingleton<LogMapper>();
        services.AddSingleton<PointMapper>();
        services.AddSingleton<MetricMapper>();
        services.AddSingleton<TelemetryIngestor>();

        services.AddSingleton<TelemetryChanges>();
        services.AddSingleton<TelemetryPauses>();
        services.AddSingleton<RejectionStore>();
        services.AddSingleton<OriginRegistry>();
        services.AddSingleton<TraceStore>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<MetricStore>();
        services.AddSingleton<TelemetryControl>();

        services.AddSingleton<ITelemetryChanges>(provider => provider.GetRequiredService<TelemetryChanges>());
        services.AddSingleton<ITelemetryControl>(provider => provider.GetRequiredService<TelemetryControl>());
        services.AddSingleton<IRejectionQueries>(provider => provider.GetRequiredService<RejectionStore>());
        services.AddSingleton<IResourceQueries>(provider => provider.GetRequiredService<OriginRegistry>());
        services.AddSingleton<ITraceQueries, TraceQueries>();
        services.AddSingleton<ILogQueries, LogQueries>();
        services.AddSingleton<IMetricQueries, MetricQueries>();
        return services;
    }
}
