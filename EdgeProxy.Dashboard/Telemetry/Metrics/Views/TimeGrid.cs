namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>Evenly spaced steps of time, and what falls into each.</summary>
internal sealed class TimeGrid(UnixNanoTime from, UnixNanoTime to, int steps)
{
    private const double SilenceInPauses = 2.5;
    private readonly long _width = Math.Max(1, (to.Since(from) + steps - 1) / steps);

    public IReadOnlyList<UnixNanoTime> Ends =>
        [.. Enumerable.Range(1, steps).Select(step => new UnixNanoTime(Math.Min(to.Nanoseconds, from.Nanoseconds + (step * _width))))];

    /// <summary>The last value of each series in each step, added up.</summary>
    public IReadOnlyList<double?> Sums(IEnumerable<IReadOnlyList<MetricPoint>> series)
    {
        var sums = new double?[steps];
        foreach (var points in series)
        {
            var last = new double?[steps];
            foreach (var point in points)
            {
                if (point.Value is { } value && StepOf(point.Time) is { } step)
                    last[step] = value;
            }

            for (var i = 0; i < steps; i++)
                sums[i] = last[i] is { } value ? (sums[i] ?? 0) + value : sums[i];
        }

        return sums;
    }

    /// <summary>
    /// The growth a second in each step, over the part of it that is known; an increase that lasts over several steps counts in each by its
    /// share. Growth over a silence could have come at any moment of it, so nothing is drawn there unless the counter stood still.
    /// </summary>
    public IReadOnlyList<double?> Rates(IEnumerable<IReadOnlyList<CounterIncrease>> series)
    {
        var rates = new double?[steps];
        foreach (var increases in series)
        {
            var (amounts, covered) = (new double[steps], new long[steps]);
            var silence = Math.Max(_width, UsualPause(increases) * SilenceInPauses);
            foreach (var increase in increases)
            {
                if (increase.Amount != 0 && increase.To.Since(increase.From) > silence)
                    continue;
                // From and to are hostile too: only the part within the grid is walked.
                var first = Math.Max(0, (increase.From.Nanoseconds - from.Nanoseconds) / _width);
                var last = Math.Min(steps - 1, (increase.To.Nanoseconds - 1 - from.Nanoseconds) / _width);
                for (var step = first; step <= last; step++)
                {
                    var start = from.Nanoseconds + (step * _width);
                    var overlap = Math.Min(increase.To.Nanoseconds, start + _width) - Math.Max(increase.From.Nanoseconds, start);
                    if (overlap <= 0)
                        continue;
                    amounts[step] += increase.PerSecond * overlap;
                    covered[step] += overlap;
                }
            }

            for (var step = 0; step < steps; step++)
                rates[step] = covered[step] > 0 ? (rates[step] ?? 0) + (amounts[step] / covered[step]) : rates[step];
        }

        return rates;
    }

    /// <summary>All that was counted in each step; null where nothing was.</summary>
    public IReadOnlyList<HistogramValue?> Histograms(IEnumerable<IReadOnlyList<HistogramIncrease>> series)
    {
        var found = new List<HistogramValue>?[steps];
        foreach (var increase in series.SelectMany(increases => increases))
        {
            if (increase.Amount.Count > 0 && StepOf(increase.To) is { } step)
                (found[step] ??= []).Add(increase.Amount);
        }

        return [.. found.Select(histograms => histograms is null ? null : HistogramMath.Merge(histograms))];
    }

    private static double UsualPause(IReadOnlyList<CounterIncrease> increases)
    {
        var pauses = increases.Select(increase => (double)increase.To.Since(increase.From)).Order().ToList();
        return pauses.Count == 0 ? 0 : pauses[pauses.Count / 2];
    }

    private int? StepOf(UnixNanoTime time)
    {
        // A step ends with its end: (start, end].
        var offset = time.Since(from) - 1;
        return offset < 0 || time > to ? null : (int)Math.Min(steps - 1, offset / _width);
    }
}
