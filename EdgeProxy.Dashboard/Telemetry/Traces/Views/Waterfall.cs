namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>A trace as a tree over time, in the order in which rows are shown: parents before children, siblings by start.</summary>
public sealed class Waterfall
{
    private readonly Lazy<IReadOnlyList<CriticalSegment>> _criticalPath;

    private Waterfall(UnixNanoTime start, IReadOnlyList<WaterfallRow> rows)
    {
        Start = start;
        Rows = rows;
        DurationNanoseconds = rows.Count == 0 ? 0 : rows.Max(row => row.EndNanoseconds);
        _criticalPath = new(() => Views.CriticalPath.Find(rows));
    }

    /// <summary>When the first span started; offsets count from here.</summary>
    public UnixNanoTime Start { get; }

    /// <summary>From the first start to the last end, corrected where clocks differ.</summary>
    public long DurationNanoseconds { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<WaterfallRow> Rows { get; }

    /// <summary>What the trace would have to do faster to end sooner, in the order of time; computed at first use.</summary>
    public IReadOnlyList<CriticalSegment> CriticalPath => _criticalPath.Value;

    /// <summary>Builds the tree of a trace, whatever its parents say: loops are cut at their first span, which becomes a root.</summary>
    /// <param name="spans">The spans of one trace, by start.</param>
    public static Waterfall Build(IReadOnlyList<SpanSnapshot> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var tree = SpanTree.Build(spans);
        var times = SkewCorrection.Correct(spans, tree);
        var start = times.Length == 0 ? default : new UnixNanoTime(times.Min(time => time.Start));
        var rows = new WaterfallRow[tree.Order.Count];
        var rowOf = new int[spans.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var span = tree.Order[row];
            rowOf[span] = row;
            var parent = tree.Parents[span];
            rows[row] = new WaterfallRow(
                spans[span],
                tree.Depths[span],
                parent < 0 ? -1 : rowOf[parent],
                tree.DescendantCounts[span],
                times[span].Start - start.Nanoseconds,
                SelfTime.Of(times, span, tree.Children[span]),
                times[span].Skew,
                PeerName.Of(spans, span, tree.Children[span]));
        }

        return new Waterfall(start, rows);
    }

    /// <summary>The share of the trace, 0 to 1, at which a number of nanoseconds after its start lies.</summary>
    /// <param name="nanoseconds">Nanoseconds after <see cref="Start"/>.</param>
    public double Share(long nanoseconds) =>
        DurationNanoseconds == 0 ? 0 : Math.Clamp((double)nanoseconds / DurationNanoseconds, 0, 1);

    /// <summary>The share of the trace, 0 to 1, at which a moment of a row's own clock lies: an event, or a log record of the span.</summary>
    /// <param name="row">The row whose clock told the moment.</param>
    /// <param name="time">The moment.</param>
    public double Share(WaterfallRow row, UnixNanoTime time)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Share(time.Since(Start) + row.SkewNanoseconds);
    }

    /// <summary>The whole trace on a small map: at most <paramref name="maxBars"/> bars, top to bottom in the order of rows.</summary>
    /// <param name="maxBars">The most bars that fit, 1 at least.</param>
    public IReadOnlyList<MinimapBar> Minimap(int maxBars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBars, 1);
        var bars = new List<MinimapBar>(Math.Min(maxBars, Rows.Count));
        var perBar = Math.Max(1, (Rows.Count + maxBars - 1) / maxBars);
        for (var first = 0; first < Rows.Count; first += perBar)
        {
            var rows = Rows.Skip(first).Take(perBar).ToArray();
            var left = Share(rows.Min(row => row.OffsetNanoseconds));
            bars.Add(new MinimapBar(
                left,
                Share(rows.Max(row => row.EndNanoseconds)) - left,
                rows.MaxBy(row => row.DurationNanoseconds)!.Span.Resource.Key,
                rows.Any(row => row.Span.Status == SpanStatus.Error)));
        }

        return bars;
    }
}
