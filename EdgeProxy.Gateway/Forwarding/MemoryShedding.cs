namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Envoy's overload manager with its two usual actions: at 95 % of the memory limit memory is given back, at 98 % new requests are
/// refused. The limit is the container's, or the machine's.
/// </summary>
internal sealed class MemoryShedding(TimeProvider time, Func<double> readPressure)
{
    private const double ShrinkAt = 0.95;
    private const double RefuseAt = 0.98;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);
    private long _nextLook;
    private volatile bool _isRefusing;

    public MemoryShedding(TimeProvider time)
        : this(time, ReadPressure)
    {
    }

    /// <summary>Whether a new request is to be refused. The memory is checked at intervals, as a part of some request.</summary>
    public bool IsRefusing()
    {
        var now = time.GetTimestamp();
        var next = Interlocked.Read(ref _nextLook);
        if (now < next || Interlocked.CompareExchange(ref _nextLook, now + (long)(CheckInterval.TotalSeconds * time.TimestampFrequency), next) != next)
            return _isRefusing;
        var pressure = readPressure();
        _isRefusing = pressure >= RefuseAt;
        if (pressure >= ShrinkAt)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return _isRefusing;
    }

    private static double ReadPressure()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return limit > 0 ? (double)Environment.WorkingSet / limit : 0;
    }
}
