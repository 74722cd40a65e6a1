using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Traces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EdgeProxy.Dashboard.Tests.Otlp;

/// <summary>What OpenTelemetry's own .NET exporter sends.</summary>
public sealed class RealExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task ArrivesWithItsLogOneClickAway(OtlpExportProtocol protocol)
    {
        await using var host = await OtlpHost.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "key"));
        var name = $"RealExporterTests.{protocol}";
        using (var source = new ActivitySource(name))
        using (var meter = new Meter(name))
        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Service()).AddSource(name).AddOtlpExporter(options => Configure(options, "v1/traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Service()).AddMeter(name).AddOtlpExporter(options => Configure(options, "v1/metrics")).Build())
        using (var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options.SetResourceBuilder(Service()).AddOtlpExporter(exporter => Configure(exporter, "v1/logs")))))
        {
            using var activity = source.StartActivity("the work", ActivityKind.Server);
            meter.CreateHistogram<double>("work.duration", "s").Record(0.25);
            logs.CreateLogger("Work").LogError(new InvalidOperationException("boom"), "Order {OrderId} failed", 7);
        }

        var trace = host.Services.GetRequiredService<ITraceQueries>().List(new TraceQuery()).Page.Items.Single();
        var span = host.Services.GetRequiredService<ITraceQueries>().Find(trace.TraceId)!.Spans.Single();
        var log = host.Services.GetRequiredService<ILogQueries>().List(new LogQuery { TraceId = trace.TraceId, SpanId = span.SpanId }).Items.Single();
        var instrument = host.Services.GetRequiredService<IMetricQueries>().Meters("orders", "one").Single().Instruments.Single();

        Assert.Equal(("the work", EdgeProxy.Dashboard.Telemetry.Traces.SpanKind.Server, "orders"), (span.Name, span.Kind, span.Resource.ServiceName));
        Assert.Equal((LogSeverity.Error, "7"), (log.Severity, log.Details.Attributes.Find("OrderId")));
        Assert.Equal("boom", log.Details.Attributes.Find("exception.message"));
        Assert.Equal(("work.duration", InstrumentKind.Histogram), (instrument.Key.Name, instrument.Kind));

        void Configure(OtlpExporterOptions options, string path)
        {
            options.Protocol = protocol;
            options.Headers = "x-otlp-api-key=key";
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? host.Addresses.Grpc.Url : new Uri(host.Addresses.Http.Url, path);
        }
    }

    private static ResourceBuilder Service() => ResourceBuilder.CreateEmpty().AddService("orders", serviceInstanceId: "one");
}
