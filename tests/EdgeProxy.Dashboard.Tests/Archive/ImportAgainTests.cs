using EdgeProxy.Dashboard.Archive;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Dashboard.Tests.Archive;

public sealed class ImportAgainTests
{
    [Fact]
    public async Task SpansThatAreThereAlreadyAreNotAddedAgain()
    {
        using var telemetry = new TestTelemetry();
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(Otel.Attribute("key", "value"));
        telemetry.Ingest(Otel.Traces("ping", span));
        var archive = new TelemetryArchive(
            telemetry.Traces, telemetry.Logs, telemetry.Metrics, telemetry.Resources, new OtlpReceiver(telemetry.Get<TelemetryIngestor>(), NullLogger<OtlpReceiver>.Instance), TimeProvider.System);
        using var zip = new MemoryStream();
        await archive.ExportAsync(zip, TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            zip.Position = 0;
            await archive.ImportAsync("telemetry.zip", zip, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, telemetry.Traces.List(new TraceQuery()).Page.Items.Single().SpanCount);
    }
}
