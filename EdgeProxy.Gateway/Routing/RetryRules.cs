using System.Collections.Frozen;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>A retry policy, compiled from its configuration.</summary>
internal sealed class RetryRules(RetryPolicyConfig config)
{
    private readonly FrozenSet<int> _statuses = config.RetriableStatusCodes.ToFrozenSet();

    public RetryPolicyConfig Config => config;

    public int Limit => config.On == RetryConditions.None ? 0 : config.NumRetries;

    /// <summary>Some answers are retried, not only failures.</summary>
    public bool LooksAtAnswers { get; } = config.NumRetries > 0
        && (config.On & ~(RetryConditions.Safe | RetryConditions.Reset | RetryConditions.RefusedStream)) != 0;

    /// <summary>Requests are kept for another attempt: what the safe rule retries has no body, or sent none of it.</summary>
    public bool MayReplayBodies { get; } = config.NumRetries > 0 && (config.On & ~RetryConditions.Safe) != 0;

    public bool Covers(RetryConditions condition) => (config.On & condition) != 0;

    /// <summary>Whether an answer with this status is to be retried.</summary>
    public bool CoversStatus(int status) =>
        (status >= 500 && Covers(RetryConditions.ServerError))
        || (status is 502 or 503 or 504 && Covers(RetryConditions.GatewayError))
        || (status == 409 && Covers(RetryConditions.Retriable4xx))
        || (Covers(RetryConditions.RetriableStatusCodes) && _statuses.Contains(status));

    /// <summary>Whether an answer with this <c>grpc-status</c> in its headers is to be retried.</summary>
    public bool CoversGrpcStatus(string status) => status switch
    {
        "1" => Covers(RetryConditions.GrpcCancelled),
        "4" => Covers(RetryConditions.GrpcDeadlineExceeded),
        "8" => Covers(RetryConditions.GrpcResourceExhausted),
        "13" => Covers(RetryConditions.GrpcInternal),
        "14" => Covers(RetryConditions.GrpcUnavailable),
        _ => false,
    };
}
