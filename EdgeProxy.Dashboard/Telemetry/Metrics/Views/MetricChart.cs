using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>
/// The series of an instrument over evenly spaced steps: gauges as they are, counters as a rate, histograms as P50, P90 and P99.
/// </summary>
/// <param name="Times">The end of each step.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Unit">The unit of the values; a rate has <c>/s</c> behind it.</param>
public sealed record MetricChart(IReadOnlyList<UnixNanoTime> Times, IReadOnlyList<MetricLine> Lines, string Unit)
{
    private static readonly (string Label, double Quantile)[] Percentiles = [("P50", 0.5), ("P90", 0.9), ("P99", 0.99)];

    /// <summary>Builds the chart of one instrument.</summary>
    /// <param name="data">The instrument's series.</param>
    /// <param name="from">Where the chart starts.</param>
    /// <param name="to">Where it ends; after <paramref name="from"/>.</param>
    /// <param name="steps">How many steps, 1 to 10,000.</param>
    /// <param name="split">What has a line of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not within its range.</exception>
    public static MetricChart Build(InstrumentData data, UnixNanoTime from, UnixNanoTime to, int steps, MetricSplit split)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to.Nanoseconds, from.Nanoseconds, nameof(to));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 10_000);
        var grid = new TimeGrid(from, to, steps);
        var lines = Groups(data.Series, split).SelectMany(group => Draw(data.Instrument, group.Label, group.Resource, group.Series, grid));
        var unit = data.Instrument.Kind == InstrumentKind.Counter ? $"{data.Instrument.Unit}/s" : data.Instrument.Unit;
        return new MetricChart(grid.Ends, [.. lines], unit);
    }

    private static IEnumerable<(string Label, ResourceKey? Resource, IReadOnlyList<MetricSeries> Series)> Groups(
        IReadOnlyList<MetricSeries> series, MetricSplit split) => split switch
        {
            MetricSplit.Instance => series.GroupBy(one => one.Resource.Key).Select(group => ("", (ResourceKey?)group.Key, (IReadOnlyList<MetricSeries>)[.. group])),
            MetricSplit.Series => series.Select(one => (Label(one), (ResourceKey?)one.Resource.Key, (IReadOnlyList<MetricSeries>)[one])),
            _ => series.Count == 0 ? [] : [("", null, series)],
        };

    private static string Label(MetricSeries series) =>
        string.Join(", ", series.Attributes.Select(attribute => $"{attribute.Key}={attribute.Text}"));

    private static IEnumerable<MetricLine> Draw(
        InstrumentSummary instrument, string label, ResourceKey? resource, IReadOnlyList<MetricSeries> series, TimeGrid grid)
    {
        switch (instrument.Kind)
        {
            case InstrumentKind.Counter:
                yield return new MetricLine(label, resource, grid.Rates(series.Select(one => CounterIncrease.Of(one.Points, instrument.Temporality))));
                break;
            case InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram:
                var merged = grid.Histograms(series.Select(one => HistogramIncrease.Of(one.Points, instrument.Temporality)));
                foreach (var (name, quantile) in Percentiles)
                {
                    yield return new MetricLine(
                        label.Length == 0 ? name : $"{label} {name}",
                        resource,
                        [.. merged.Select(histogram => histogram is null ? null : HistogramQuantile.Estimate(histogram, quantile))]);
                }

                break;
            default:
                yield return new MetricLine(label, resource, grid.Sums(series.Select(one => one.Points)));
                break;
        }
    }
}
