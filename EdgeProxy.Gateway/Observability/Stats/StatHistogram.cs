namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>A histogram with Envoy's default buckets, in milliseconds.</summary>
internal sealed class StatHistogram
{
    private readonly StripedCounters _counters = new(Bounds.Count + 2);

    /// <summary>The inclusive upper bounds; one more bucket takes the rest.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
    [
        0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000,
    ];

    private static int SumIndex => Bounds.Count + 1;

    public void Record(double milliseconds)
    {
        var bucket = 0;
        while (bucket < Bounds.Count && milliseconds > Bounds[bucket])
            bucket++;
        _counters.Add(bucket, 1);
        _counters.Add(SumIndex, (long)(milliseconds * 1000));
    }

    /// <summary>The counts of the buckets, the last one without a bound, and the sum of all values in milliseconds.</summary>
    public (long[] Buckets, double Sum) Read()
    {
        var buckets = new long[Bounds.Count + 1];
        for (var bucket = 0; bucket < buckets.Length; bucket++)
            buckets[bucket] = _counters.Read(bucket);
        return (buckets, _counters.Read(SumIndex) / 1000.0);
    }

    public void Reset() => _counters.Reset();
}
