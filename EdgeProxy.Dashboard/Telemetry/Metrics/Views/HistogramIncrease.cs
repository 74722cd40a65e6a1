namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>What a histogram counted between two points.</summary>
/// <param name="To">The later moment.</param>
/// <param name="Amount">The measurements in between.</param>
public readonly record struct HistogramIncrease(UnixNanoTime To, HistogramValue Amount)
{
    /// <summary>The increases of a series of points, oldest first.</summary>
    /// <param name="points">The points of one series, oldest first.</param>
    /// <param name="temporality">What they count from.</param>
    public static IReadOnlyList<HistogramIncrease> Of(IReadOnlyList<MetricPoint> points, MetricTemporality temporality)
    {
        ArgumentNullException.ThrowIfNull(points);
        var increases = new List<HistogramIncrease>(points.Count);
        MetricPoint? previous = null;
        foreach (var point in points)
        {
            if (point.Histogram is not { } histogram)
                continue;
            if (temporality == MetricTemporality.Delta)
                increases.Add(new HistogramIncrease(point.Time, histogram));
            else if (previous?.Histogram is { } before)
                increases.Add(new HistogramIncrease(point.Time, IsReset(point, previous) ? histogram : HistogramMath.Subtract(histogram, before)));
            previous = point;
        }

        return increases;
    }

    private static bool IsReset(MetricPoint point, MetricPoint previous) => point.Start.IsKnown && point.Start > previous.Time;
}
