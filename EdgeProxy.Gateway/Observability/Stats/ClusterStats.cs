namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What is counted for a cluster.</summary>
internal sealed class ClusterStats
{
    private const int LowestStatus = 100;
    private const int Statuses = 500;
    private readonly StripedCounters _counters = new(StatNames<ClusterCounter>.All.Count);

    /// <summary>By status, each made when it is first counted: a cluster has few of them.</summary>
    private StripedCounters?[]? _byStatus;

    /// <summary>Upstream response times in milliseconds (<c>upstream_rq_time</c>).</summary>
    public StatHistogram RqTime { get; } = new();

    public void Add(ClusterCounter counter) => _counters.Add((int)counter, 1);

    public long Read(ClusterCounter counter) => _counters.Read((int)counter);

    /// <summary>Connections open now.</summary>
    public long CxActive => Gauge(ClusterCounter.CxTotal, ClusterCounter.CxDestroyed) - _counters.ReadTotal((int)ClusterCounter.CxConnectFail);

    /// <summary>Requests under way now.</summary>
    public long RqActive => Gauge(ClusterCounter.RqTotal, ClusterCounter.RqEnded);

    /// <summary>Counts an answer, by its class and by its status (<c>upstream_rq_2xx</c>, <c>upstream_rq_200</c>).</summary>
    public void CountStatus(int status)
    {
        status = Math.Clamp(status, LowestStatus, LowestStatus + Statuses - 1);
        Add(ClusterCounter.Rq1xx + (status / 100) - 1);
        var counters = Volatile.Read(ref _byStatus) ?? Interlocked.CompareExchange(ref _byStatus, new StripedCounters?[Statuses], null) ?? _byStatus;
        ref var counter = ref counters[status - LowestStatus];
        (Volatile.Read(ref counter) ?? Interlocked.CompareExchange(ref counter, new StripedCounters(1), null) ?? counter).Add(0, 1);
    }

    /// <summary>The statuses that were answered, each with how often.</summary>
    public IEnumerable<(int Status, long Count)> ByStatus()
    {
        var counters = Volatile.Read(ref _byStatus) ?? [];
        for (var index = 0; index < counters.Length; index++)
        {
            if (Volatile.Read(ref counters[index]) is { } counter)
                yield return (LowestStatus + index, counter.Read(0));
        }
    }

    private long Gauge(ClusterCounter up, ClusterCounter down) =>
        _counters.ReadTotal((int)up) - _counters.ReadTotal((int)down);

    public void Reset()
    {
        _counters.Reset();
        foreach (var counter in Volatile.Read(ref _byStatus) ?? [])
            counter?.Reset();
        RqTime.Reset();
    }
}
