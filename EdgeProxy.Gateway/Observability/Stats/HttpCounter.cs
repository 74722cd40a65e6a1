namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The counters of a connection manager, with Envoy's names ("HTTP connection manager statistics").</summary>
internal enum HttpCounter
{
    [StatName("downstream_cx_total")]
    CxTotal,

    [StatName("downstream_cx_destroy")]
    CxDestroyed,

    [StatName("downstream_cx_http1_total")]
    CxHttp1Total,

    [StatName("downstream_cx_http2_total")]
    CxHttp2Total,

    [StatName("downstream_cx_overflow")]
    CxOverflow,

    [StatName("downstream_global_cx_overflow")]
    CxGlobalOverflow,

    [StatName("downstream_cx_protocol_error")]
    CxProtocolError,

    [StatName("downstream_cx_drain_close")]
    CxDrainClose,

    [StatName("downstream_rq_total")]
    RqTotal,

    [StatName("downstream_rq_completed")]
    RqCompleted,

    [StatName("downstream_rq_http1_total")]
    RqHttp1Total,

    [StatName("downstream_rq_http2_total")]
    RqHttp2Total,

    [StatName("downstream_rq_1xx")]
    Rq1xx,

    [StatName("downstream_rq_2xx")]
    Rq2xx,

    [StatName("downstream_rq_3xx")]
    Rq3xx,

    [StatName("downstream_rq_4xx")]
    Rq4xx,

    [StatName("downstream_rq_5xx")]
    Rq5xx,

    [StatName("downstream_rq_rx_reset")]
    RqRxReset,

    [StatName("downstream_rq_timeout")]
    RqTimeout,

    [StatName("downstream_rq_idle_timeout")]
    RqIdleTimeout,

    [StatName("downstream_rq_overload_close")]
    RqOverloadClose,

    [StatName("downstream_rq_too_large")]
    RqTooLarge,

    [StatName("downstream_rq_rejected_via_path")]
    RqRejectedPath,

    [StatName("no_route")]
    RqNoRoute,

    [StatName("downstream_rq_max_duration_reached")]
    RqMaxDuration,
}
