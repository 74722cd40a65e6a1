using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Logs;

public sealed class LogStoreTests : IDisposable
{
    private readonly TestTelemetry _telemetry = new();

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public void ARecordComesBackWithAllThatItWasSentWith()
    {
        var sent = Otel.Log("it broke", SeverityNumber.Error);
        sent.SeverityText = "ERR";
        sent.EventName = "breakage";
        sent.TraceId = Otel.TraceId(1);
        sent.SpanId = Otel.SpanId(2);
        sent.Attributes.Add(new KeyValue { Key = "list", Value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { IntValue = 1 }, new AnyValue { StringValue = "zwei" } } } } });
        _telemetry.Ingest(Otel.Logs("ping", sent));

        var log = _telemetry.Logs.List(new LogQuery()).Items.Single();

        Assert.Equal(("it broke", LogSeverity.Error, 17), (log.Message, log.Severity, log.SeverityNumber));
        Assert.Equal(("ERR", "breakage"), (log.Details.SeverityText, log.Details.EventName));
        Assert.Equal((new TraceId(0, 1), new SpanId(2)), (log.TraceId, log.SpanId));
        Assert.Equal(new TelemetryAttribute("list", AttributeKind.Array, """[1,"zwei"]"""), log.Details.Attributes.Single());
        Assert.Equal(("ping", "test.category"), (log.Resource.ServiceName, log.Scope.Name));
        Assert.Equal(log.Sequence, _telemetry.Logs.Find(log.Sequence)!.Sequence);
    }

    [Fact]
    public void RecordsAreOrderedByTimeWhateverOrderTheyCameIn()
    {
        _telemetry.Ingest(Otel.Logs("ping", Otel.Log("second", at: 2), Otel.Log("first", at: 1)));

        Assert.Equal(["first", "second"], Messages(new LogQuery()));
        Assert.Equal(["second"], Messages(new LogQuery { Descending = true, Limit = 1 }));
    }

    [Fact]
    public void TheLogsOfOneSpanAreFound()
    {
        var mine = Otel.Log("mine");
        (mine.TraceId, mine.SpanId) = (Otel.TraceId(1), Otel.SpanId(2));
        var other = Otel.Log("other");
        (other.TraceId, other.SpanId) = (Otel.TraceId(1), Otel.SpanId(3));
        _telemetry.Ingest(Otel.Logs("ping", mine, other, Otel.Log("nobody's")));

        Assert.Equal(["mine"], Messages(new LogQuery { TraceId = new TraceId(0, 1), SpanId = new SpanId(2) }));
        Assert.Equal(["mine", "other"], Messages(new LogQuery { TraceId = new TraceId(0, 1) }));
    }

    [Fact]
    public void SeverityTextAndAttributesFilter()
    {
        var tagged = Otel.Log("tagged", SeverityNumber.Warn);
        tagged.Attributes.Add(Otel.Attribute("user", "ann"));
        _telemetry.Ingest(Otel.Logs("ping", Otel.Log("plain"), tagged, Otel.Log("bad", SeverityNumber.Fatal)));

        Assert.Equal(["tagged", "bad"], Messages(new LogQuery { MinSeverity = LogSeverity.Warning }));
        Assert.Equal(["plain"], Messages(new LogQuery { Text = "PLA" }));
        Assert.Equal(["tagged"], Messages(new LogQuery { Attributes = [new AttributeFilter("user", FilterOperator.Equal, "ann")] }));
        Assert.Equal(["plain", "bad"], Messages(new LogQuery { Attributes = [new AttributeFilter("user", FilterOperator.NotEqual, "ann")] }));
        Assert.Equal(3, Messages(new LogQuery { Attributes = [new AttributeFilter("category", FilterOperator.Contains, "test")] }).Count());
    }

    [Fact]
    public void TheOldestLeavesFirstAndIsCounted()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxLogCount = 1000);
        for (var batch = 0; batch < 5; batch++)
            telemetry.Ingest(Otel.Logs("ping", Enumerable.Range(0, 500).Select(i => Otel.Log($"{(batch * 500) + i}", at: (batch * 500) + i))));

        var page = telemetry.Logs.List(new LogQuery { Limit = 1 });

        Assert.Equal(("1500", 1000, 1500L), (page.Items[0].Message, page.StoredCount, page.EvictedCount));
    }

    [Fact]
    public void BytesAreBoundedHoweverLongMessagesAre()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxLogBytes = 1024 * 1024);
        for (var batch = 0; batch < 100; batch++)
            telemetry.Ingest(Otel.Logs("ping", Otel.Log(new string('x', 60_000))));

        Assert.InRange(telemetry.Get<LogStore>().Bytes, 500_000, 1024 * 1024);
    }

    [Fact]
    public void ErrorsNotSeenYetAreCountedByResource()
    {
        _telemetry.Ingest(Otel.Logs("ping", Otel.Log("old", SeverityNumber.Error)));
        var seen = _telemetry.Logs.LastSequence;
        _telemetry.Ingest(Otel.Logs("pong", Otel.Log("new", SeverityNumber.Error), Otel.Log("fine")));

        Assert.Equal((new ResourceKey("pong", ""), 1), Assert.Single(_telemetry.Logs.CountErrorsAfter(seen).Select(pair => (pair.Key, pair.Value))));
        Assert.Equal(1, _telemetry.Resources.Find(new ResourceKey("ping", ""))!.ErrorLogCount);
    }

    [Fact]
    public void ClearingOneResourceLeavesTheOthers()
    {
        _telemetry.Ingest(Otel.Logs("ping", Otel.Log("stays")));
        _telemetry.Ingest(Otel.Logs("pong", Otel.Log("leaves")));
        _telemetry.Control.Clear(TelemetrySignals.Logs, new ResourceKey("pong", ""));
        _telemetry.Ingest(Otel.Logs("pong", Otel.Log("comes", at: 1)));

        Assert.Equal(["stays", "comes"], Messages(new LogQuery()));
    }

    private IEnumerable<string> Messages(LogQuery query) => _telemetry.Logs.List(query).Items.Select(log => log.Message);
}
