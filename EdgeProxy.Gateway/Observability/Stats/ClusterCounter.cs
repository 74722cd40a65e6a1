namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The counters of a cluster, with Envoy's names ("Cluster manager statistics").</summary>
internal enum ClusterCounter
{
    [StatName("upstream_cx_total")]
    CxTotal,

    [StatName("upstream_cx_connect_fail")]
    CxConnectFail,

    [StatName("upstream_cx_connect_timeout")]
    CxConnectTimeout,

    [StatName("upstream_cx_destroy")]
    CxDestroyed,

    [StatName("upstream_cx_overflow")]
    CxOverflow,

    [StatName("upstream_rq_total")]
    RqTotal,

    [StatName("upstream_rq_completed")]
    RqCompleted,

    [StatName(null)]
    RqEnded,

    [StatName("upstream_rq_1xx")]
    Rq1xx,

    [StatName("upstream_rq_2xx")]
    Rq2xx,

    [StatName("upstream_rq_3xx")]
    Rq3xx,

    [StatName("upstream_rq_4xx")]
    Rq4xx,

    [StatName("upstream_rq_5xx")]
    Rq5xx,

    [StatName("upstream_rq_timeout")]
    RqTimeout,

    [StatName("upstream_rq_per_try_timeout")]
    RqPerTryTimeout,

    [StatName("upstream_rq_pending_overflow")]
    RqPendingOverflow,

    [StatName("upstream_rq_pending_total")]
    RqPendingTotal,

    [StatName("upstream_rq_retry")]
    RqRetry,

    [StatName("upstream_rq_retry_success")]
    RqRetrySuccess,

    [StatName("upstream_rq_retry_overflow")]
    RqRetryOverflow,

    [StatName("upstream_rq_retry_limit_exceeded")]
    RqRetryLimitExceeded,

    [StatName("upstream_rq_rx_reset")]
    RqRxReset,

    [StatName("upstream_rq_tx_reset")]
    RqTxReset,

    [StatName("upstream_cx_none_healthy")]
    NoneHealthy,

    [StatName("membership_change")]
    MembershipChange,

    [StatName("update_attempt")]
    UpdateAttempt,

    [StatName("update_success")]
    UpdateSuccess,

    [StatName("update_failure")]
    UpdateFailure,

    [StatName("update_empty")]
    UpdateEmpty,

    [StatName("health_check.attempt")]
    HealthAttempt,

    [StatName("health_check.success")]
    HealthSuccess,

    [StatName("health_check.failure")]
    HealthFailure,

    [StatName("outlier_detection.ejections_enforced_total")]
    Ejections,

    [StatName("outlier_detection.ejections_overflow")]
    EjectionOverflow,

    [StatName("retry_or_shadow_abandoned")]
    RetryAbandoned,
}
