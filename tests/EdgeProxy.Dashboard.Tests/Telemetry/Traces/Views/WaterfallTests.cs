using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Telemetry.Traces.Views;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Traces.Views;

public sealed class WaterfallTests
{
    [Fact]
    public void RowsAreParentsBeforeChildrenAndSiblingsByStart()
    {
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100, "root"), Otel.Span(1, 3, 1, 50, 60, "late"), Otel.Span(1, 2, 1, 10, 40, "early"), Otel.Span(1, 4, 2, 15, 20, "deep"));

        Assert.Equal(["root", "early", "deep", "late"], waterfall.Rows.Select(row => row.Span.Name));
        Assert.Equal([0, 1, 2, 1], waterfall.Rows.Select(row => row.Depth));
        Assert.Equal([-1, 0, 1, 0], waterfall.Rows.Select(row => row.ParentRow));
        Assert.Equal([3, 1, 0, 0], waterfall.Rows.Select(row => row.DescendantCount));
        Assert.Equal([0L, 10, 15, 50], waterfall.Rows.Select(row => row.OffsetNanoseconds / 1_000_000));
    }

    [Fact]
    public void SelfTimeIsWhatNoChildCovers()
    {
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100), Otel.Span(1, 2, 1, 10, 40), Otel.Span(1, 3, 1, 30, 50), Otel.Span(1, 4, 1, 90, 120));

        Assert.Equal(50, waterfall.Rows[0].SelfNanoseconds / 1_000_000);
    }

    [Fact]
    public void TheCriticalPathGoesThroughTheChildThatEndsLast()
    {
        var waterfall = Build(
            Otel.Span(1, 1, 0, 0, 100, "root"),
            Otel.Span(1, 2, 1, 10, 60, "a"),
            Otel.Span(1, 3, 1, 20, 90, "b"),
            Otel.Span(1, 4, 3, 30, 50, "inner"));

        Assert.Equal(
            [("root", 0L, 10L), ("a", 10, 20), ("b", 20, 30), ("inner", 30, 50), ("b", 50, 90), ("root", 90, 100)],
            waterfall.CriticalPath.Select(part => (waterfall.Rows[part.Row].Span.Name, part.FromNanoseconds / 1_000_000, part.ToNanoseconds / 1_000_000)));
    }

    [Fact]
    public void AChildAnHourAheadIsMovedIntoItsParentWithItsChildrenAndMarked()
    {
        const double Hour = 3_600_000;
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100, "root"), Otel.Span(1, 2, 1, Hour, Hour + 50, "child"), Otel.Span(1, 3, 2, Hour + 10, Hour + 20, "grandchild"));

        Assert.Equal(100_000_000, waterfall.DurationNanoseconds);
        Assert.Equal([0L, 25, 35], waterfall.Rows.Select(row => row.OffsetNanoseconds / 1_000_000));
        Assert.Equal([SpanOddities.None, SpanOddities.ClockSkew, SpanOddities.None], waterfall.Rows.Select(row => row.Span.Oddities));
        Assert.NotEqual(0, waterfall.Rows[2].SkewNanoseconds);
    }

    [Fact]
    public void AnEndBeforeItsStartHasNoLengthAndIsMarked()
    {
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100), Otel.Span(1, 2, 1, 50, 20));

        Assert.Equal(0, waterfall.Rows[1].DurationNanoseconds);
        Assert.Equal(SpanOddities.NegativeDuration, waterfall.Rows[1].Span.Oddities);
    }

    [Fact]
    public void ALoopOfParentsIsCutAndMarked()
    {
        var waterfall = Build(Otel.Span(1, 1, 3, 0, 100), Otel.Span(1, 2, 1, 10, 90), Otel.Span(1, 3, 2, 20, 80), Otel.Span(1, 4, 4, 30, 40));

        Assert.Equal(4, waterfall.Rows.Count);
        Assert.Equal([0, 1, 2, 0], waterfall.Rows.Select(row => row.Depth));
        Assert.All(waterfall.Rows, row => Assert.True(row.Span.Oddities.HasFlag(SpanOddities.ParentLoop)));
    }

    [Fact]
    public void AMissingParentMakesARootAndIsMarked()
    {
        var waterfall = Build(Otel.Span(1, 1, 99, 0, 100));

        Assert.Equal((0, SpanOddities.Orphan), (waterfall.Rows[0].Depth, waterfall.Rows[0].Span.Oddities));
    }

    [Fact]
    public void TwoSpansWithOneIdAreBothShownAndMarked()
    {
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100, "one"), Otel.Span(1, 1, 0, 0, 100, "other"));

        Assert.Equal(2, waterfall.Rows.Count);
        Assert.All(waterfall.Rows, row => Assert.True(row.Span.Oddities.HasFlag(SpanOddities.DuplicateId)));
    }

    [Fact]
    public void ASpanWithoutTimesHasAPlaceAndIsMarked()
    {
        var span = Otel.Span(1, 2, 1, 0, 0);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (0, 0);
        var waterfall = Build(Otel.Span(1, 1, 0, 0, 100), span);

        Assert.Equal(100_000_000, waterfall.DurationNanoseconds);
        Assert.True(waterfall.Rows.Single(row => row.Span.SpanId.Value == 2).Span.Oddities.HasFlag(SpanOddities.NoStartTime));
    }

    [Fact]
    public void WhoeverSendsNoTelemetryIsNamedByItsCaller()
    {
        var database = Otel.Span(1, 2, 1, 10, 20);
        database.Kind = Span.Types.SpanKind.Client;
        database.Attributes.AddRange([Otel.Attribute("db.system.name", "postgresql"), Otel.Attribute("server.address", "db"), Otel.Attribute("server.port", "5432")]);
        var call = Otel.Span(1, 3, 1, 30, 40);
        call.Kind = Span.Types.SpanKind.Client;
        call.Attributes.Add(Otel.Attribute("server.address", "pong"));
        var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 100), database, call));
        telemetry.Ingest(Otel.Traces("pong", Otel.Span(1, 4, 3, 31, 39)));

        var waterfall = Waterfall.Build(telemetry.Traces.Find(new TraceId(0, 1))!.Spans);

        Assert.Equal([null, "postgresql db:5432", null, null], waterfall.Rows.Select(row => row.Peer));
        telemetry.Dispose();
    }

    [Fact]
    public void TenThousandSpansInOneChainAreNoTrouble()
    {
        var spans = Enumerable.Range(1, 10_000).Select(id => Otel.Span(1, (ulong)id, (ulong)id - 1, id * 0.01, 1000 - (id * 0.01)));
        var waterfall = Build([.. spans]);

        Assert.Equal(9_999, waterfall.Rows[^1].Depth);
        Assert.Equal(19_999, waterfall.CriticalPath.Count);
        Assert.Equal(200, waterfall.Minimap(200).Count);
    }

    [Fact]
    public void TheMinimapCoversTheWholeTrace()
    {
        var bars = Build(Otel.Span(1, 1, 0, 0, 100), Otel.Span(1, 2, 1, 25, 50)).Minimap(10);

        Assert.Equal([(0.0, 1.0), (0.25, 0.25)], bars.Select(bar => (bar.Left, bar.Width)));
    }

    [Fact]
    public void OperationsAreListedByTheirSelfTime()
    {
        var statistics = OperationStatistics.Of(Build(Otel.Span(1, 1, 0, 0, 100, "root"), Otel.Span(1, 2, 1, 0, 40, "part"), Otel.Span(1, 3, 1, 40, 90, "part")));

        Assert.Equal([("part", 2, 90L), ("root", 1, 10L)], statistics.Select(one => (one.Name, one.Count, one.SelfNanoseconds / 1_000_000)));
    }

    private static Waterfall Build(params Span[] spans)
    {
        using var telemetry = new TestTelemetry();
        telemetry.Ingest(Otel.Traces("ping", spans));
        return Waterfall.Build(telemetry.Traces.Find(new TraceId(0, 1))!.Spans);
    }
}
