namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>retry_on</c>, in the order of its documentation.</summary>
[Flags]
public enum RetryConditions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What can never do a thing twice: <see cref="ConnectFailure"/> and <see cref="SafeReset"/>.</summary>
    [RetryOn("safe", IsOwn = true)]
    Safe = ConnectFailure | SafeReset,

    /// <summary>Any 5xx, and no answer at all.</summary>
    [RetryOn("5xx")]
    ServerError = 8,

    /// <summary>502, 503 or 504.</summary>
    [RetryOn("gateway-error")]
    GatewayError = 4,

    /// <summary>The connection broke or the stream was reset before response headers.</summary>
    [RetryOn("reset")]
    Reset = 2,

    /// <summary>No connection could be made.</summary>
    [RetryOn("connect-failure")]
    ConnectFailure = 1,

    /// <summary>409.</summary>
    [RetryOn("retriable-4xx")]
    Retriable4xx = 16,

    /// <summary>REFUSED_STREAM on HTTP/2.</summary>
    [RetryOn("refused-stream")]
    RefusedStream = 32,

    /// <summary>One of the listed statuses.</summary>
    [RetryOn("retriable-status-codes")]
    RetriableStatusCodes = 64,

    /// <summary>gRPC status <c>cancelled</c>.</summary>
    [RetryOn("cancelled")]
    GrpcCancelled = 128,

    /// <summary>gRPC status <c>deadline-exceeded</c>.</summary>
    [RetryOn("deadline-exceeded")]
    GrpcDeadlineExceeded = 256,

    /// <summary>gRPC status <c>internal</c>.</summary>
    [RetryOn("internal")]
    GrpcInternal = 512,

    /// <summary>gRPC status <c>resource-exhausted</c>.</summary>
    [RetryOn("resource-exhausted")]
    GrpcResourceExhausted = 1024,

    /// <summary>gRPC status <c>unavailable</c>.</summary>
    [RetryOn("unavailable")]
    GrpcUnavailable = 2048,

    /// <summary><see cref="Reset"/>, but only for methods that are safe to repeat and requests without a body: a part of <see cref="Safe"/>.</summary>
    SafeReset = 4096,
}
