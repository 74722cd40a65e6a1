using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Metrics.Views;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Pages.Metrics;

/// <summary>An instrument made ready to be drawn: the lines of its chart and the measurements that lead to traces.</summary>
public sealed class InstrumentView
{
    private const long NanosecondsPerTick = 100;
    private const double NanosecondsPerSecond = 1e9;
    private const int MostExemplars = 40;
    private static readonly int[]?[] Dashes = [null, [7, 4], [2, 3]];

    private InstrumentView(InstrumentData data, MetricChart chart, ChartData drawn, IReadOnlyList<ExemplarSnapshot> exemplars)
    {
        Data = data;
        Chart = chart;
        Drawn = drawn;
        Exemplars = exemplars;
    }

    /// <summary>The instrument and its series.</summary>
    public InstrumentData Data { get; }

    /// <summary>The lines with their unit.</summary>
    public MetricChart Chart { get; }

    /// <summary>The same for the browser.</summary>
    public ChartData Drawn { get; }

    /// <summary>The single measurements, in the order of <see cref="ChartData.Exemplars"/>.</summary>
    public IReadOnlyList<ExemplarSnapshot> Exemplars { get; }

    /// <summary>Makes an instrument ready.</summary>
    /// <param name="data">Its series.</param>
    /// <param name="range">Over how long.</param>
    /// <param name="now">The right edge.</param>
    /// <param name="split">What has a line of its own.</param>
    /// <param name="hidden">Labels that are not drawn.</param>
    public static InstrumentView Build(InstrumentData data, ChartRange range, UnixNanoTime now, MetricSplit split, IReadOnlySet<string> hidden)
    {
        var from = new UnixNanoTime(now.Nanoseconds - (range.Length.Ticks * NanosecondsPerTick));
        var chart = MetricChart.Build(data, from, now, range.Steps(Interval(data)), split);
        var instances = chart.Lines.Select(line => line.Resource).Distinct().ToList();
        var isPercentile = data.Instrument.Kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram;
        var lines = chart.Lines.Select((line, index) => Draw(line, index, instances, isPercentile, hidden)).ToList();
        var exemplars = Telling(data, from, range);
        var drawn = new ChartData(
            Seconds(from), Seconds(now), chart.Unit, [.. chart.Times.Select(Seconds)], lines, [.. exemplars.Select(exemplar => new[] { Seconds(exemplar.Time), exemplar.Value })]);
        return new InstrumentView(data, chart, drawn, exemplars);
    }

    /// <summary>What a line is called: its own label, and the instance where there are several.</summary>
    public static string LabelOf(MetricLine line) => (line.Label, line.Resource) switch
    {
        ("", null) => "All instances",
        ("", { } resource) => Instance(resource),
        (var label, null) => label,
        var (label, resource) => $"{Instance(resource.Value)} {label}",
    };

    /// <summary>Of the single measurements the greatest of each part of the time: those that one wants to see the trace of.</summary>
    private static List<ExemplarSnapshot> Telling(InstrumentData data, UnixNanoTime from, ChartRange range)
    {
        var part = range.Length.Ticks * NanosecondsPerTick / MostExemplars;
        return
        [
            .. data.Series.SelectMany(series => series.Points).SelectMany(point => point.Exemplars)
                .Where(exemplar => !exemplar.TraceId.IsZero && exemplar.Time >= from)
                .GroupBy(exemplar => exemplar.Time.Since(from) / part)
                .Select(inPart => inPart.MaxBy(exemplar => exemplar.Value)!),
        ];
    }

    private static string Instance(ResourceKey resource) => resource.InstanceId.Length > 0 ? resource.InstanceId : resource.ServiceName;

    private static ChartLine Draw(MetricLine line, int index, List<ResourceKey?> instances, bool isPercentile, IReadOnlySet<string> hidden)
    {
        // Percentiles of one instance share its colour and differ by their strokes; alone they differ by colour.
        var instance = instances.IndexOf(line.Resource);
        var color = isPercentile && instances.Count > 1 ? instance : index;
        var dash = isPercentile && instances.Count > 1 ? Dashes[index % Dashes.Length] : null;
        var label = LabelOf(line);
        return new ChartLine(label, color % 12, dash, !hidden.Contains(label), line.Values);
    }

    private static double Seconds(UnixNanoTime time) => time.Nanoseconds / NanosecondsPerSecond;

    private static TimeSpan? Interval(InstrumentData data)
    {
        var pauses = data.Series.SelectMany(series => series.Points.Zip(series.Points.Skip(1), (left, right) => right.Time.Since(left.Time)))
            .Where(pause => pause > 0).Take(1_000).Order().ToList();
        return pauses.Count == 0 ? null : TimeSpan.FromTicks(pauses[pauses.Count / 2] / NanosecondsPerTick);
    }
}
