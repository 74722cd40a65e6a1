namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>Whether a request is logged.</summary>
/// <param name="info">The request.</param>
internal delegate bool AccessLogPredicate(in RequestInfo info);
