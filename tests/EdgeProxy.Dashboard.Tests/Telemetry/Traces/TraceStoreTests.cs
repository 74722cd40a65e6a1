using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Traces;

public sealed class TraceStoreTests
{
    [Fact]
    public void ASpanComesBackWithAllThatItWasSentWith()
    {
        using var telemetry = new TestTelemetry();
        var sent = Otel.Span(1, 2, 0, 10, 35, "GET /ping");
        sent.Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server;
        sent.TraceState = "vendor=1";
        sent.Status = new Status { Code = Status.Types.StatusCode.Error, Message = "it broke" };
        sent.Attributes.Add(Otel.Attribute("http.route", "/ping"));
        sent.DroppedAttributesCount = 3;
        sent.Events.Add(new Span.Types.Event { Name = "exception", TimeUnixNano = Otel.T0 + 5, Attributes = { Otel.Attribute("exception.type", "Boom") } });
        sent.Links.Add(new Span.Types.Link { TraceId = Otel.TraceId(9), SpanId = Otel.SpanId(8) });
        telemetry.Ingest(Otel.Traces("ping", sent));

        var span = telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single();

        Assert.Equal("GET /ping", span.Name);
        Assert.Equal(EdgeProxy.Dashboard.Telemetry.Traces.SpanKind.Server, span.Kind);
        Assert.Equal(SpanStatus.Error, span.Status);
        Assert.Equal(25_000_000, span.DurationNanoseconds);
        Assert.Equal("ping", span.Resource.ServiceName);
        Assert.Equal(("test", "1.0"), (span.Scope.Name, span.Scope.Version));
        Assert.Equal("it broke", span.Details.StatusMessage);
        Assert.Equal("vendor=1", span.Details.TraceState);
        Assert.Equal("/ping", span.Details.Attributes.Find("http.route"));
        Assert.Equal(3, span.Details.Attributes.DroppedCount);
        Assert.Equal("Boom", span.Details.Events.Single().Attributes.Find("exception.type"));
        Assert.Equal((new TraceId(0, 9), new SpanId(8)), (span.Details.Links.Single().TraceId, span.Details.Links.Single().SpanId));
        Assert.Equal(SpanOddities.None, span.Oddities);
    }

    [Fact]
    public void SpansOfOneTraceFromSeveralServicesAreOneRow()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("pong", Otel.Span(1, 3, 2, 5, 10, "child")));
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 2, 0, 0, 20, "root")));

        var row = telemetry.Traces.List(new TraceQuery()).Page.Items.Single();

        Assert.Equal(("root", "ping", true, 2, 20_000_000L), (row.Name, row.RootService, row.HasRoot, row.SpanCount, row.DurationNanoseconds));
        Assert.Equal(["pong", "ping"], row.Resources.Select(resource => resource.Resource.ServiceName));
    }

    [Fact]
    public void TheSameSpanTwiceIsStoredOnce()
    {
        using var telemetry = new TestTelemetry();
        var request = Otel.Traces("ping", Enumerable.Range(1, 100).Select(id => Otel.Span(1, (ulong)id, 0, 0, 1)));
        telemetry.Ingest(request);
        telemetry.Ingest(request);

        Assert.Equal(100, telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Count);
        Assert.Equal(100, telemetry.Get<TraceStore>().RepeatedCount);
    }

    [Fact]
    public void TheOldestTraceLeavesFirstAndIsCounted()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxTraceCount = 3);
        for (ulong trace = 1; trace <= 5; trace++)
            telemetry.Ingest(Otel.Traces("ping", Otel.Span(trace, 1, 0, trace, trace + 1)));

        var page = telemetry.Traces.List(new TraceQuery()).Page;

        Assert.Equal([5UL, 4UL, 3UL], page.Items.Select(row => row.TraceId.Low));
        Assert.Equal((3, 2L), (page.StoredCount, page.EvictedCount));
    }

    [Fact]
    public void BytesAreBoundedHoweverLargeSpansAre()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxTraceBytes = 1024 * 1024);
        for (ulong trace = 1; trace <= 200; trace++)
        {
            var span = Otel.Span(trace, 1, 0, 0, 1);
            span.Attributes.Add(Otel.Attribute("text", new string('x', 30_000)));
            telemetry.Ingest(Otel.Traces("ping", span));
        }

        Assert.InRange(telemetry.Get<TraceStore>().Bytes, 500_000, 1024 * 1024);
        Assert.True(telemetry.Traces.List(new TraceQuery()).Page.EvictedCount > 150);
    }

    [Fact]
    public void ATraceThatNeverEndsIsBoundedToo()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxTraceBytes = 1024 * 1024);
        for (ulong id = 1; id <= 40_000; id += 1000)
            telemetry.Ingest(Otel.Traces("ping", Enumerable.Range(0, 1000).Select(i => Otel.Span(1, id + (ulong)i, 0, 0, 1))));

        Assert.InRange(telemetry.Get<TraceStore>().Bytes, 1, 1024 * 1024);
    }

    [Fact]
    public void ManyWritersLoseNothing()
    {
        using var telemetry = new TestTelemetry();
        Parallel.For(0, 64, writer =>
        {
            for (var batch = 0; batch < 10; batch++)
                telemetry.Ingest(Otel.Traces($"service-{writer % 4}", Enumerable.Range(0, 20).Select(i => Otel.Span((ulong)i + 1, (ulong)((writer * 1000) + (batch * 20) + i + 1), 0, 0, 1))));
        });

        var page = telemetry.Traces.List(new TraceQuery()).Page;

        Assert.Equal(20, page.TotalCount);
        Assert.Equal(64 * 10 * 20, page.Items.Sum(row => row.SpanCount));
        Assert.Equal(64 * 10 * 20, telemetry.Resources.List().Sum(resource => resource.SpanCount));
    }

    [Fact]
    public void ClearingOneResourceLeavesTheOthers()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 9)));
        telemetry.Ingest(Otel.Traces("pong", Otel.Span(1, 2, 1, 1, 2), Otel.Span(2, 3, 0, 1, 2)));
        telemetry.Control.Clear(TelemetrySignals.Traces, new ResourceKey("pong", ""));

        Assert.Equal("ping", telemetry.Traces.List(new TraceQuery()).Page.Items.Single().RootService);
        Assert.Single(telemetry.Traces.Find(new TraceId(0, 1))!.Spans);
    }

    [Fact]
    public void WhatIsPausedIsForgotten()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Control.Pause(TelemetrySignals.Traces, new ResourceKey("pong", ""));
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 9)));
        telemetry.Ingest(Otel.Traces("pong", Otel.Span(2, 1, 0, 0, 9)));
        telemetry.Control.Resume(TelemetrySignals.Traces, new ResourceKey("pong", ""));
        telemetry.Ingest(Otel.Traces("pong", Otel.Span(3, 1, 0, 0, 9)));

        Assert.Equal([1UL, 3UL], telemetry.Traces.List(new TraceQuery()).Page.Items.Select(row => row.TraceId.Low).Order());
    }

    [Fact]
    public void AVersionChangesWithItsTraceAlone()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 9)));
        var before = telemetry.Traces.VersionOf(new TraceId(0, 1));
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(2, 1, 0, 0, 9)));
        var same = telemetry.Traces.VersionOf(new TraceId(0, 1));
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 2, 1, 0, 9)));

        Assert.Equal(before, same);
        Assert.NotEqual(before, telemetry.Traces.VersionOf(new TraceId(0, 1)));
        Assert.Equal(0, telemetry.Traces.VersionOf(new TraceId(0, 99)));
    }
}
