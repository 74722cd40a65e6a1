namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>
/// A fixed set of counters, kept once for each processor so that counting never makes two cores fight for a cache line. Reading adds
/// the stripes up.
/// </summary>
internal sealed class StripedCounters
{
    private const int CacheLine = 128 / sizeof(long);
    private static readonly int Mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 32)) - 1;
    private readonly long[][] _stripes = new long[Mask + 1][];
    private readonly long[] _baseline;

    public StripedCounters(int count)
    {
        _baseline = new long[count];
        for (var stripe = 0; stripe < _stripes.Length; stripe++)
            _stripes[stripe] = new long[count + CacheLine];
    }

    public void Add(int counter, long value) =>
        Interlocked.Add(ref _stripes[Thread.GetCurrentProcessorId() & Mask][counter], value);

    /// <summary>The sum since the start, whatever was reset: differences of two of these are gauges.</summary>
    public long ReadTotal(int counter)
    {
        var sum = 0L;
        foreach (var stripe in _stripes)
            sum += Volatile.Read(ref stripe[counter]);
        return sum;
    }

    /// <summary>The sum since the last <see cref="Reset"/>.</summary>
    public long Read(int counter) => ReadTotal(counter) - Volatile.Read(ref _baseline[counter]);

    public void Reset()
    {
        for (var counter = 0; counter < _baseline.Length; counter++)
            Volatile.Write(ref _baseline[counter], ReadTotal(counter));
    }
}
