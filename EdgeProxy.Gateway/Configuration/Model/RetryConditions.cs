namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>retry_on</c>.</summary>
[Flags]
public enum RetryConditions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No connection could be made (<c>connect-failure</c>).</summary>
    ConnectFailure = 1,

    /// <summary>The connection broke or the stream was reset before response headers (<c>reset</c>).</summary>
    Reset = 2,

    /// <summary>502, 503 or 504 (<c>gateway-error</c>).</summary>
    GatewayError = 4,

    /// <summary>Any 5xx, and no answer at all (<c>5xx</c>).</summary>
    ServerError = 8,

    /// <summary>409 (<c>retriable-4xx</c>).</summary>
    Retriable4xx = 16,

    /// <summary>REFUSED_STREAM on HTTP/2 (<c>refused-stream</c>).</summary>
    RefusedStream = 32,

    /// <summary>One of the listed statuses (<c>retriable-status-codes</c>).</summary>
    RetriableStatusCodes = 64,

    /// <summary>gRPC status <c>cancelled</c>.</summary>
    GrpcCancelled = 128,

    /// <summary>gRPC status <c>deadline-exceeded</c>.</summary>
    GrpcDeadlineExceeded = 256,

    /// <summary>gRPC status <c>internal</c>.</summary>
    GrpcInternal = 512,

    /// <summary>gRPC status <c>resource-exhausted</c>.</summary>
    GrpcResourceExhausted = 1024,

    /// <summary>gRPC status <c>unavailable</c>.</summary>
    GrpcUnavailable = 2048,

    /// <summary><see cref="Reset"/>, but only for methods that are safe to repeat and requests without a body.</summary>
    SafeReset = 4096,

    /// <summary>What can never do a thing twice: <see cref="ConnectFailure"/> and <see cref="SafeReset"/>.</summary>
    Safe = ConnectFailure | SafeReset,
}
