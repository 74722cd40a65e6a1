namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RetryPolicy</c>.</summary>
public sealed record RetryPolicyConfig
{
    /// <summary>No retry.</summary>
    public static RetryPolicyConfig None { get; } = new() { On = RetryConditions.None, NumRetries = 0 };

    /// <summary>
    /// The gateway's default: once, on another host only, when no connection could be made, or when the connection broke before any
    /// response header and the request can be repeated safely.
    /// </summary>
    public static RetryPolicyConfig Safe { get; } = new() { On = RetryConditions.Safe, NumRetries = 1, OtherHostOnly = true, BackOffBase = TimeSpan.Zero };

    /// <summary>What is retried (<c>retry_on</c>).</summary>
    public RetryConditions On { get; init; }

    /// <summary>How often at most (<c>num_retries</c>).</summary>
    public int NumRetries { get; init; } = 1;

    /// <summary>The limit of one attempt (<c>per_try_timeout</c>); <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan PerTryTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The statuses that <see cref="RetryConditions.RetriableStatusCodes"/> means.</summary>
    public ValueList<int> RetriableStatusCodes { get; init; } = [];

    /// <summary>The first pause; a random part of it, doubled each time (<c>retry_back_off.base_interval</c>).</summary>
    public TimeSpan BackOffBase { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The longest pause (<c>retry_back_off.max_interval</c>).</summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Never the same host twice; with no other host there is no retry.</summary>
    public bool OtherHostOnly { get; init; }
}
