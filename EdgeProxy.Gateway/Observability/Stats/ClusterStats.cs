namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What is counted for a cluster.</summary>
internal sealed class ClusterStats
{
    private const int LowestStatus = 100;
    private const int Statuses = 500;
    private readonly StripedCounters _counters = new((int)ClusterCounter.Count);

    /// <summary>By status, each made when it is first counted: a cluster has few of them.</summary>
    private StripedCounters?[]? _byStatus;

    /// <summary>Envoy's names ("Cluster manager statistics"), in the order of <see cref="ClusterCounter"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "upstream_cx_total", "upstream_cx_connect_fail", "upstream_cx_connect_timeout", "upstream_cx_destroy", "upstream_cx_overflow",
        "upstream_rq_total", "upstream_rq_completed", "", "upstream_rq_1xx", "upstream_rq_2xx", "upstream_rq_3xx", "upstream_rq_4xx",
        "upstream_rq_5xx", "upstream_rq_timeout", "upstream_rq_per_try_timeout", "upstream_rq_pending_overflow",
        "upstream_rq_pending_total", "upstream_rq_retry", "upstream_rq_retry_success", "upstream_rq_retry_overflow",
        "upstream_rq_retry_limit_exceeded", "upstream_rq_rx_reset", "upstream_rq_tx_reset", "upstream_cx_none_healthy",
        "membership_change", "update_attempt", "update_success", "update_failure", "update_empty", "health_check.attempt",
        "health_check.success", "health_check.failure", "outlier_detection.ejections_enforced_total",
        "outlier_detection.ejections_overflow", "retry_or_shadow_abandoned",
    ];

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
