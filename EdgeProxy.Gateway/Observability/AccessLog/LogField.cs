namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>What a part of a line is; Envoy's command operators.</summary>
internal enum LogField
{
    Literal,
    StartTime,
    Method,
    Path,
    UpstreamPath,
    Protocol,
    ResponseCode,
    ResponseFlags,
    BytesReceived,
    BytesSent,
    Duration,
    UpstreamServiceTime,
    RequestHeader,
    ResponseHeader,
    Authority,
    RequestId,
    UpstreamHost,
    UpstreamCluster,
    RouteName,
    RemoteAddress,
    RemoteAddressWithoutPort,
    LocalAddress,
    AttemptCount,
    Nothing,
}
