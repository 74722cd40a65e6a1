namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The names of <see cref="RetryConditions"/>: Envoy's <c>retry_on</c>.</summary>
internal static class RetryConditionNames
{
    /// <summary>Envoy's names, in the order of its documentation.</summary>
    public static IReadOnlyList<(string Name, RetryConditions Condition)> Envoy { get; } =
    [
        ("5xx", RetryConditions.ServerError),
        ("gateway-error", RetryConditions.GatewayError),
        ("reset", RetryConditions.Reset),
        ("connect-failure", RetryConditions.ConnectFailure),
        ("retriable-4xx", RetryConditions.Retriable4xx),
        ("refused-stream", RetryConditions.RefusedStream),
        ("retriable-status-codes", RetryConditions.RetriableStatusCodes),
        ("cancelled", RetryConditions.GrpcCancelled),
        ("deadline-exceeded", RetryConditions.GrpcDeadlineExceeded),
        ("internal", RetryConditions.GrpcInternal),
        ("resource-exhausted", RetryConditions.GrpcResourceExhausted),
        ("unavailable", RetryConditions.GrpcUnavailable),
    ];

    /// <summary>Envoy's names, and <c>safe</c>, which Envoy does not have.</summary>
    public static IReadOnlyList<(string Name, RetryConditions Condition)> All { get; } = [("safe", RetryConditions.Safe), .. Envoy];
}
