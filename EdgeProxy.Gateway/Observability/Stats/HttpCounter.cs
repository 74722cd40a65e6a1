namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The counters of the listener; <see cref="HttpStats.Names"/> has Envoy's names in the same order.</summary>
internal enum HttpCounter
{
    CxTotal,
    CxDestroyed,
    CxHttp1Total,
    CxHttp2Total,
    CxOverflow,
    CxGlobalOverflow,
    CxProtocolError,
    CxDrainClose,
    RqTotal,
    RqCompleted,
    RqHttp1Total,
    RqHttp2Total,
    Rq1xx,
    Rq2xx,
    Rq3xx,
    Rq4xx,
    Rq5xx,
    RqRxReset,
    RqTimeout,
    RqIdleTimeout,
    RqOverloadClose,
    RqTooLarge,
    RqRejectedPath,
    RqNoRoute,
    RqMaxDuration,
    Count,
}
