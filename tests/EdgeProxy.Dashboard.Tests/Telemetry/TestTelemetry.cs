using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry;

/// <summary>The stores with their way in and their queries, and nothing around them.</summary>
internal sealed class TestTelemetry : IDisposable
{
    private readonly ServiceProvider _services;

    public TestTelemetry(Action<TelemetryLimitsOptions>? limits = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddTelemetry();
        if (limits is not null)
            services.Configure(limits);
        _services = services.BuildServiceProvider();
    }

    public ITraceQueries Traces => Get<ITraceQueries>();

    public ILogQueries Logs => Get<ILogQueries>();

    public IMetricQueries Metrics => Get<IMetricQueries>();

    public IResourceQueries Resources => Get<IResourceQueries>();

    public ITelemetryControl Control => Get<ITelemetryControl>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IngestResult Ingest(IMessage request) => Ingest(
        request switch
        {
            ExportTraceServiceRequest => TelemetrySignals.Traces,
            ExportLogsServiceRequest => TelemetrySignals.Logs,
            ExportMetricsServiceRequest => TelemetrySignals.Metrics,
            _ => throw new ArgumentException($"{request.Descriptor.Name} is no export request.", nameof(request)),
        },
        request.ToByteArray());

    public IngestResult Ingest(TelemetrySignals signal, byte[] request) => Get<TelemetryIngestor>().Ingest(signal, request);

    public void Dispose() => _services.Dispose();
}
