namespace EdgeProxy.Gateway.Primitives;

/// <summary>
/// Envoy's command operators ("Access logging", "Command operators"), for access logs and for header values. A value here has its name, and
/// <c>FormatWriter</c> writes it.
/// </summary>
internal enum FormatOperator
{
    /// <summary>Text between operators.</summary>
    Literal,

    [OperatorName("START_TIME")]
    StartTime,

    [OperatorName("REQ(:METHOD)")]
    Method,

    /// <summary>Path and query as sent.</summary>
    [OperatorName("REQ(X-ENVOY-ORIGINAL-PATH?:PATH)")]
    Path,

    /// <summary>Path and query as the upstream gets them; in a header value as the client sent them, since headers are changed before the path is.</summary>
    [OperatorName("REQ(:PATH)")]
    UpstreamPath,

    [OperatorName("REQ(:AUTHORITY)")]
    Authority,

    [OperatorName("REQ(:SCHEME)")]
    Scheme,

    [OperatorName("REQ(X-REQUEST-ID)")]
    RequestId,

    /// <summary><c>REQ(name)</c></summary>
    RequestHeader,

    [OperatorName("RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)")]
    UpstreamServiceTime,

    /// <summary><c>RESP(name)</c></summary>
    ResponseHeader,

    [OperatorName("PROTOCOL")]
    Protocol,

    [OperatorName("RESPONSE_CODE")]
    ResponseCode,

    [OperatorName("RESPONSE_FLAGS")]
    ResponseFlags,

    [OperatorName("BYTES_RECEIVED")]
    BytesReceived,

    [OperatorName("BYTES_SENT")]
    BytesSent,

    [OperatorName("DURATION")]
    Duration,

    [OperatorName("UPSTREAM_HOST")]
    [OperatorName("UPSTREAM_REMOTE_ADDRESS")]
    UpstreamHost,

    [OperatorName("UPSTREAM_CLUSTER")]
    UpstreamCluster,

    [OperatorName("UPSTREAM_REQUEST_ATTEMPT_COUNT")]
    AttemptCount,

    [OperatorName("ROUTE_NAME")]
    RouteName,

    [OperatorName("DOWNSTREAM_REMOTE_ADDRESS")]
    [OperatorName("DOWNSTREAM_DIRECT_REMOTE_ADDRESS")]
    RemoteAddress,

    [OperatorName("DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT")]
    RemoteAddressWithoutPort,

    [OperatorName("DOWNSTREAM_LOCAL_ADDRESS")]
    LocalAddress,

    [OperatorName("DOWNSTREAM_LOCAL_PORT")]
    LocalPort,

    /// <summary>An operator that is not known: an empty value in a log, and the text itself in a header.</summary>
    Unknown,
}
