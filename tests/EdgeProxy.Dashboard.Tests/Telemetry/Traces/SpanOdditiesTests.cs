using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Traces;

public sealed class SpanOdditiesTests
{
    private const double Hour = 3_600_000;

    [Fact]
    public void NothingIsOddAboutAnOrdinaryTrace() =>
        Assert.Equal([SpanOddities.None, SpanOddities.None], Find(Otel.Span(1, 1, 0, 0, 100), Otel.Span(1, 2, 1, 10, 110)));

    [Fact]
    public void AChildAnHourAheadIsMarked() =>
        Assert.Equal([SpanOddities.None, SpanOddities.ClockSkew], Find(Otel.Span(1, 1, 0, 0, 100), Otel.Span(1, 2, 1, Hour, Hour + 50)));

    [Fact]
    public void AChildAnHourBehindIsMarked() =>
        Assert.Equal([SpanOddities.ClockSkew, SpanOddities.None], Find(Otel.Span(1, 1, 0, Hour, Hour + 100), Otel.Span(1, 2, 1, 0, 50)));

    [Fact]
    public void AnEndBeforeItsStartIsMarkedAndHasNoLength()
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 50, 20)));
        var span = telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single();

        Assert.Equal((SpanOddities.NegativeDuration, 0L), (span.Oddities, span.DurationNanoseconds));
        Assert.Equal(0, telemetry.Traces.List(new TraceQuery()).Page.Items.Single().DurationNanoseconds);
    }

    [Fact]
    public void ALoopOfParentsIsMarkedOnEverySpanOfIt()
    {
        var oddities = Find(Otel.Span(1, 1, 3, 0, 100), Otel.Span(1, 2, 1, 10, 90), Otel.Span(1, 3, 2, 20, 80), Otel.Span(1, 4, 1, 30, 40), Otel.Span(1, 5, 5, 50, 60));

        Assert.Equal([true, true, true, false, true], oddities.Select(oddity => oddity.HasFlag(SpanOddities.ParentLoop)));
    }

    [Fact]
    public void AMissingParentIsMarked() => Assert.Equal([SpanOddities.Orphan], Find(Otel.Span(1, 1, 99, 0, 100)));

    [Fact]
    public void TwoSpansWithOneIdAreBothKeptAndMarked() =>
        Assert.Equal([SpanOddities.DuplicateId, SpanOddities.DuplicateId], Find(Otel.Span(1, 1, 0, 0, 100, "one"), Otel.Span(1, 1, 0, 0, 100, "other")));

    [Fact]
    public void ASpanWithoutAStartIsMarkedAndDoesNotStretchItsTrace()
    {
        var span = Otel.Span(1, 2, 1, 0, 0);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (0, 0);
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 100), span));

        var row = telemetry.Traces.List(new TraceQuery()).Page.Items.Single();

        Assert.Equal((100_000_000L, SpanOddities.NoStartTime), (row.DurationNanoseconds, row.Oddities));
    }

    [Fact]
    public void AChainOfTenThousandSpansIsNoTrouble() =>
        Assert.All(
            Find([.. Enumerable.Range(1, 10_000).Select(id => Otel.Span(1, (ulong)id, (ulong)id - 1, id * 0.01, 1000 - (id * 0.01)))]),
            oddity => Assert.Equal(SpanOddities.None, oddity));

    private static IEnumerable<SpanOddities> Find(params Span[] spans)
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", spans));
        return telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Select(span => span.Oddities);
    }
}
