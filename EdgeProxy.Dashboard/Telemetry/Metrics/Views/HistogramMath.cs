namespace EdgeProxy.Dashboard.Telemetry.Metrics.Views;

/// <summary>Subtracts and adds distributions.</summary>
public static class HistogramMath
{
    /// <summary>What came between two cumulative points; the later one whole where counting started anew in between.</summary>
    /// <param name="later">The later point's distribution.</param>
    /// <param name="earlier">The earlier one's.</param>
    public static HistogramValue Subtract(HistogramValue later, HistogramValue earlier)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(earlier);
        if (later.Count < earlier.Count)
            return later;
        var before = earlier.Buckets.GroupBy(bucket => (bucket.Lower, bucket.Upper)).ToDictionary(group => group.Key, group => group.First().Count);
        var buckets = new HistogramBucket[later.Buckets.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            var bucket = later.Buckets[i];
            var count = before.GetValueOrDefault((bucket.Lower, bucket.Upper));
            // A bucket shrank: counting started anew, or the buckets are others now.
            if (count > bucket.Count)
                return later;
            buckets[i] = bucket with { Count = bucket.Count - count };
        }

        // Min and max cover the whole time, not the part between the points.
        return new HistogramValue(later.Count - earlier.Count, later.Sum - earlier.Sum, null, null, buckets);
    }

    /// <summary>Several distributions as one: buckets with the same bounds are added, others stand beside each other.</summary>
    /// <param name="histograms">The distributions; one at least.</param>
    public static HistogramValue Merge(IReadOnlyList<HistogramValue> histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        if (histograms.Count == 1)
            return histograms[0];
        var buckets = histograms
            .SelectMany(histogram => histogram.Buckets)
            .GroupBy(bucket => (bucket.Lower, bucket.Upper))
            .Select(group => new HistogramBucket(group.Key.Lower, group.Key.Upper, group.Aggregate(0UL, (sum, bucket) => sum + bucket.Count)))
            .OrderBy(bucket => bucket.Upper)
            .ThenBy(bucket => bucket.Lower);
        return new HistogramValue(
            histograms.Aggregate(0UL, (sum, histogram) => sum + histogram.Count),
            histograms.Any(histogram => histogram.Sum is null) ? null : histograms.Sum(histogram => histogram.Sum),
            histograms.Any(histogram => histogram.Min is null) ? null : histograms.Min(histogram => histogram.Min),
            histograms.Any(histogram => histogram.Max is null) ? null : histograms.Max(histogram => histogram.Max),
            [.. buckets]);
    }
}
