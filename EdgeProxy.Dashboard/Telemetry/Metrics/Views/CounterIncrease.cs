namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>How much a counter grew between two points.</summary>
/// <param name="From">The earlier moment.</param>
/// <param name="To">The later moment.</param>
/// <param name="Amount">The growth.</param>
public readonly record struct CounterIncrease(UnixNanoTime From, UnixNanoTime To, double Amount)
{
    /// <summary>The growth a second.</summary>
    public double PerSecond => To > From ? Amount * 1e9 / To.Since(From) : 0;

    /// <summary>The increases of a series of points, oldest first.</summary>
    /// <param name="points">The points of one series, oldest first.</param>
    /// <param name="temporality">What they count from.</param>
    public static IReadOnlyList<CounterIncrease> Of(IReadOnlyList<MetricPoint> points, MetricTemporality temporality)
    {
        ArgumentNullException.ThrowIfNull(points);
        var increases = new List<CounterIncrease>(points.Count);
        MetricPoint? previous = null;
        foreach (var point in points)
        {
            if (point.Value is not { } value)
                continue;
            if (temporality == MetricTemporality.Delta)
            {
                if ((point.Start.IsKnown ? point.Start : previous?.Time) is { } from)
                    increases.Add(new CounterIncrease(from, point.Time, value));
            }
            else if (previous?.Value is { } before)
            {
                // The process started again, or the counter did: it grew from zero (OpenTelemetry metrics data model, "Resets and Gaps").
                var isReset = value < before || (point.Start.IsKnown && point.Start > previous.Time);
                increases.Add(new CounterIncrease(previous.Time, point.Time, isReset ? value : value - before));
            }

            previous = point;
        }

        return increases;
    }
}
