namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>Estimates quantiles of a distribution: linear within the bucket, as Prometheus' <c>histogram_quantile</c> does.</summary>
public static class HistogramQuantile
{
    /// <summary>The value below which a share of the measurements lies; null where there are none.</summary>
    /// <param name="histogram">The distribution.</param>
    /// <param name="quantile">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not within 0 to 1.</exception>
    public static double? Estimate(HistogramValue histogram, double quantile)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfNegative(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 1);
        // Hostile counts may overflow an integer sum.
        var total = histogram.Buckets.Sum(bucket => (double)bucket.Count);
        if (total == 0)
            return null;
        var rank = quantile * total;
        double below = 0;
        foreach (var bucket in histogram.Buckets)
        {
            if (bucket.Count > 0 && below + bucket.Count >= rank)
                return Clamp(Within(bucket, (rank - below) / bucket.Count, histogram), histogram);
            below += bucket.Count;
        }

        return Clamp(histogram.Buckets[^1].Lower, histogram);
    }

    private static double Within(HistogramBucket bucket, double share, HistogramValue histogram)
    {
        // The outer buckets have no end: the least and greatest value seen bound them, else the inner bound is all that is known.
        var lower = double.IsNegativeInfinity(bucket.Lower) ? histogram.Min ?? (bucket.Upper > 0 ? 0 : bucket.Upper) : bucket.Lower;
        var upper = double.IsPositiveInfinity(bucket.Upper) ? histogram.Max ?? bucket.Lower : bucket.Upper;
        if (double.IsInfinity(lower))
            lower = double.IsInfinity(upper) ? 0 : upper;
        if (double.IsInfinity(upper))
            upper = lower;
        return lower + ((upper - lower) * share);
    }

    private static double Clamp(double value, HistogramValue histogram)
    {
        if (histogram.Min is { } min && value < min)
            return min;
        return histogram.Max is { } max && value > max ? max : value;
    }
}
