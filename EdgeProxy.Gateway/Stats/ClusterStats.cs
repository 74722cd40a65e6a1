namespace EdgeProxy.Gateway.Stats;

/// <summary>What is counted for a cluster.</summary>
internal sealed class ClusterStats
{
    private readonly StripedCounters _counters = new((int)ClusterCounter.Count);

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
        "outlier_detection.ejections_overflow",
    ];

    /// <summary>Upstream response times in milliseconds (<c>upstream_rq_time</c>).</summary>
    public StatHistogram RqTime { get; } = new();

    public void Add(ClusterCounter counter) => _counters.Add((int)counter, 1);

    public long Read(ClusterCounter counter) => _counters.Read((int)counter);

    /// <summary>Connections open now.</summary>
    public long CxActive => Gauge(ClusterCounter.CxTotal, ClusterCounter.CxDestroyed) - _counters.ReadTotal((int)ClusterCounter.CxConnectFail);

    /// <summary>Requests under way now.</summary>
    public long RqActive => Gauge(ClusterCounter.RqTotal, ClusterCounter.RqEnded);

    public void CountStatus(int status) => Add(ClusterCounter.Rq1xx + (Math.Clamp(status, 100, 599) / 100) - 1);

    private long Gauge(ClusterCounter up, ClusterCounter down) =>
        _counters.ReadTotal((int)up) - _counters.ReadTotal((int)down);

    public void Reset()
    {
        _counters.Reset();
        RqTime.Reset();
    }
}
