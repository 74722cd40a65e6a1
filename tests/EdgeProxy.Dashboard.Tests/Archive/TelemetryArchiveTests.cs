using EdgeProxy.Dashboard.Archive;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Demo;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Dashboard.Tests.Archive;

public sealed class TelemetryArchiveTests
{
    [Fact]
    public async Task WhatWasTakenOutComesBack()
    {
        await using var first = Services();
        var shop = DemoShop.Create(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero), traces: 20);
        var receiver = first.GetRequiredService<OtlpReceiver>();
        shop.Traces.ForEach(request => receiver.Receive(TelemetrySignals.Traces, request.ToByteArray()));
        shop.Logs.ForEach(request => receiver.Receive(TelemetrySignals.Logs, request.ToByteArray()));
        shop.Metrics.ForEach(request => receiver.Receive(TelemetrySignals.Metrics, request.ToByteArray()));
        using var zip = new MemoryStream();
        await first.GetRequiredService<TelemetryArchive>().ExportAsync(zip, TestContext.Current.CancellationToken);
        zip.Position = 0;

        await using var second = Services();
        await second.GetRequiredService<TelemetryArchive>().ImportAsync("telemetry.zip", zip, TestContext.Current.CancellationToken);

        var before = first.GetRequiredService<ITraceQueries>();
        var after = second.GetRequiredService<ITraceQueries>();
        Assert.Equal(21, after.List(new TraceQuery()).Page.TotalCount);
        foreach (var summary in before.List(new TraceQuery()).Page.Items)
        {
            var (sent, come) = (before.Find(summary.TraceId)!, after.Find(summary.TraceId)!);
            Assert.Equal(sent.Spans.Select(span => (span.SpanId, span.Name, span.Start, span.End)), come.Spans.Select(span => (span.SpanId, span.Name, span.Start, span.End)));
            Assert.Equal(sent.Spans.SelectMany(span => span.Details.Attributes), come.Spans.SelectMany(span => span.Details.Attributes));
        }

        var logs = new LogQuery { Limit = 1_000 };
        Assert.Equal(
            first.GetRequiredService<ILogQueries>().List(logs).Items.Select(log => log.Message).Order(),
            second.GetRequiredService<ILogQueries>().List(logs).Items.Select(log => log.Message).Order());
    }

    [Theory]
    [InlineData("notes.txt", "hello")]
    [InlineData("traces.json", "not json")]
    [InlineData("telemetry.zip", "not a zip")]
    public async Task RefusesWhatIsNotTelemetry(string name, string text)
    {
        await using var services = Services();
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));

        await Assert.ThrowsAsync<InvalidDataException>(
            () => services.GetRequiredService<TelemetryArchive>().ImportAsync(name, file, TestContext.Current.CancellationToken));
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddTelemetry();
        services.AddSingleton<OtlpReceiver>();
        services.AddSingleton<TelemetryArchive>();
        return services.BuildServiceProvider();
    }
}
