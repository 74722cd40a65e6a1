using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Telemetry;

public sealed class TelemetryChangesTests
{
    [Fact]
    public async Task ManyChangesAreHeardAsFew()
    {
        using var telemetry = new TestTelemetry();
        var heard = 0;
        using var subscription = telemetry.Get<ITelemetryChanges>().Subscribe(TelemetrySignals.Traces, _ => Interlocked.Increment(ref heard));
        for (ulong trace = 1; trace <= 1000; trace++)
            telemetry.Ingest(Otel.Traces("ping", Otel.Span(trace, 1, 0, 0, 1)));

        await Eventually.HoldsAsync("a change is heard", () => Volatile.Read(ref heard) > 0);

        Assert.InRange(Volatile.Read(ref heard), 1, 20);
    }

    [Fact]
    public async Task OnlyWhatWasAskedForIsHeard()
    {
        using var telemetry = new TestTelemetry();
        var heard = TelemetrySignals.None;
        var unwanted = 0;
        using var logs = telemetry.Get<ITelemetryChanges>().Subscribe(TelemetrySignals.Logs | TelemetrySignals.Metrics, signals => heard = signals);
        using var metrics = telemetry.Get<ITelemetryChanges>().Subscribe(TelemetrySignals.Metrics, _ => unwanted++);
        telemetry.Ingest(Otel.Logs("ping", Otel.Log("hello")));

        await Eventually.HoldsAsync("the logs are heard of", () => heard == TelemetrySignals.Logs);

        Assert.Equal(0, unwanted);
    }

    [Fact]
    public async Task AReaderThatFailsDoesNotKeepOthersFromHearing()
    {
        using var telemetry = new TestTelemetry();
        var heard = 0;
        using var failing = telemetry.Get<ITelemetryChanges>().Subscribe(TelemetrySignals.All, _ => throw new InvalidOperationException("broken"));
        using var working = telemetry.Get<ITelemetryChanges>().Subscribe(TelemetrySignals.All, _ => heard++);
        telemetry.Ingest(Otel.Logs("ping", Otel.Log("hello")));

        await Eventually.HoldsAsync("the other reader hears", () => heard == 1);
    }

    [Fact]
    public async Task NothingIsHeardAfterTheEndOfASubscription()
    {
        using var telemetry = new TestTelemetry();
        int ended = 0, going = 0;
        var changes = telemetry.Get<ITelemetryChanges>();
        changes.Subscribe(TelemetrySignals.All, _ => ended++).Dispose();
        using var other = changes.Subscribe(TelemetrySignals.All, _ => going++);
        telemetry.Ingest(Otel.Logs("ping", Otel.Log("hello")));

        await Eventually.HoldsAsync("the other subscription hears", () => going == 1);

        Assert.Equal(0, ended);
    }
}
