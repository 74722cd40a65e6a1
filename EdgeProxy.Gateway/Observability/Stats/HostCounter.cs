namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The counters of a host, with the names that <c>/clusters</c> shows.</summary>
internal enum HostCounter
{
    [StatName("cx_total")]
    CxTotal,

    [StatName(null)]
    CxDestroyed,

    [StatName("cx_connect_fail")]
    CxConnectFail,

    [StatName("rq_total")]
    RqTotal,

    [StatName("rq_success")]
    RqSuccess,

    [StatName("rq_error")]
    RqError,

    [StatName("rq_timeout")]
    RqTimeout,
}
