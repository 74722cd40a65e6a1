namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The counters of a host, as <c>/clusters</c> shows them.</summary>
internal enum HostCounter
{
    CxTotal,
    CxDestroyed,
    CxConnectFail,
    RqTotal,
    RqEnded,
    RqSuccess,
    RqError,
    RqTimeout,
    Count,
}
