using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Persistence;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Tests.Persistence;

public sealed class TelemetryJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-tests-").FullName;

    private string DatabasePath => Path.Combine(_folder, "telemetry.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TelemetryIsThereAgainAfterARestart()
    {
        await RunAsync(telemetry =>
        {
            telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1, "kept")));
            telemetry.Ingest(Otel.Logs("ping", Otel.Log("kept too")));
            telemetry.Ingest(Otel.Metrics("ping", Otel.Gauge("kept.as.well", Otel.Point(1, 1))));
        });

        await RunAsync(telemetry =>
        {
            Assert.Equal("kept", telemetry.Traces.Find(new TraceId(0, 1))!.Summary.Name);
            Assert.Equal("kept too", telemetry.Logs.List(new LogQuery()).Items.Single().Message);
            Assert.Equal("kept.as.well", telemetry.Metrics.Meters("ping").Single().Instruments.Single().Key.Name);
        });
    }

    [Fact]
    public async Task WhatWasClearedStaysAway()
    {
        await RunAsync(telemetry =>
        {
            telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)));
            telemetry.Ingest(Otel.Traces("pong", Otel.Span(2, 1, 0, 0, 1)));
            telemetry.Ingest(Otel.Logs("ping", Otel.Log("leaves")));
            telemetry.Control.Clear(TelemetrySignals.Traces, new ResourceKey("pong", ""));
            telemetry.Control.Clear(TelemetrySignals.Logs);
            telemetry.Ingest(Otel.Traces("pong", Otel.Span(3, 1, 0, 0, 1)));
        });

        await RunAsync(telemetry =>
        {
            Assert.Equal([1UL, 3UL], telemetry.Traces.List(new TraceQuery()).Page.Items.Select(row => row.TraceId.Low).Order());
            Assert.Empty(telemetry.Logs.List(new LogQuery()).Items);
        });
    }

    [Fact]
    public async Task WhatWasPausedIsNotKept()
    {
        await RunAsync(telemetry =>
        {
            telemetry.Control.Pause(TelemetrySignals.Traces);
            telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)));
        });

        await RunAsync(telemetry => Assert.Equal(0, telemetry.Traces.List(new TraceQuery()).Page.TotalCount));
    }

    [Fact]
    public async Task TheOldestLeavesTheDatabaseFirst()
    {
        for (var run = 0; run < 4; run++)
        {
            await RunAsync(telemetry =>
            {
                for (ulong i = 0; i < 20; i++)
                {
                    var span = Otel.Span((ulong)(run * 20) + i + 1, 1, 0, 0, 1);
                    span.Attributes.Add(Otel.Attribute("padding", new string('x', 60_000)));
                    telemetry.Ingest(Otel.Traces("ping", span));
                }
            });
        }

        await RunAsync(telemetry =>
        {
            var traces = telemetry.Traces.List(new TraceQuery()).Page.Items.Select(row => row.TraceId.Low).ToArray();
            Assert.InRange(traces.Length, 10, 17);
            Assert.Equal(80UL, traces.Max());
        });
        Assert.InRange(new FileInfo(DatabasePath).Length, 500_000, 2_500_000);
    }

    [Fact]
    public async Task ADamagedDatabaseIsMovedAsideAndANewOneMade()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 10_000), TestContext.Current.CancellationToken);

        await RunAsync(telemetry => telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))));

        Assert.Single(Directory.GetFiles(_folder, "*.damaged-*"));
        await RunAsync(telemetry => Assert.Equal(1, telemetry.Traces.List(new TraceQuery()).Page.TotalCount));
    }

    [Fact]
    public async Task ASecondDashboardOnTheSameFileDoesNotStart() => await RunAsync(async _ =>
    {
        var error = await Assert.ThrowsAsync<DashboardSettingException>(() => RunAsync(_ => { }));

        Assert.Contains("in use by another dashboard", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task AnotherVersionOfTheJournalIsRefusedAndLeftAsItIs()
    {
        await RunAsync(_ => { });
        using (var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var error = await Assert.ThrowsAsync<DashboardSettingException>(() => RunAsync(_ => { }));

        Assert.Contains("has version 99 of the journal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheOwnerMayReadIt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await RunAsync(_ => { });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabasePath));
    }

    [Fact]
    public async Task NothingIsWrittenWhenTheSettingIsNotSet()
    {
        using var telemetry = new TestTelemetry();
        var journal = Create(telemetry, null);
        await journal.StartAsync(TestContext.Current.CancellationToken);
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)));
        await journal.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    private Task RunAsync(Action<TestTelemetry> run) => RunAsync(telemetry =>
    {
        run(telemetry);
        return Task.CompletedTask;
    });

    private async Task RunAsync(Func<TestTelemetry, Task> run)
    {
        using var telemetry = new TestTelemetry();
        var journal = Create(telemetry, DatabasePath);
        await journal.StartAsync(TestContext.Current.CancellationToken);
        await run(telemetry);
        await journal.StopAsync(TestContext.Current.CancellationToken);
    }

    private static TelemetryJournal Create(TestTelemetry telemetry, string? path) => new(
        Options.Create(new PersistenceOptions { Path = path, MaxBytes = 1024 * 1024 }),
        telemetry.Get<TelemetryIngestor>(),
        telemetry.Get<TelemetryControl>(),
        TimeProvider.System,
        NullLogger<TelemetryJournal>.Instance);
}
