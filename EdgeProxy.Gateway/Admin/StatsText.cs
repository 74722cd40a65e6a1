using System.Globalization;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes a histogram as Envoy's text does: the quantiles of the interval and of all time, which here are the same.</summary>
internal static class StatsText
{
    private static readonly double[] Shown = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1];

    public static string Quantiles(StatHistogram histogram)
    {
        var (buckets, _) = histogram.Read();
        if (buckets.Sum() == 0)
            return "No recorded values";
        return string.Join(' ', Shown.Select(quantile =>
        {
            var value = Quantile(buckets, quantile).ToString("0.##", CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"P{quantile * 100:0.#}({value},{value})");
        }));
    }

    /// <summary>The value below which a share of all lies, on a straight line through its bucket.</summary>
    public static double Quantile(long[] buckets, double quantile)
    {
        var wanted = quantile * buckets.Sum();
        var before = 0L;
        for (var index = 0; index < buckets.Length; index++)
        {
            if (buckets[index] > 0 && before + buckets[index] >= wanted)
            {
                var low = index == 0 ? 0 : StatHistogram.Bounds[index - 1];
                var high = index < StatHistogram.Bounds.Count ? StatHistogram.Bounds[index] : low;
                return low + ((high - low) * Math.Max(wanted - before, 0) / buckets[index]);
            }

            before += buckets[index];
        }

        return 0;
    }
}
