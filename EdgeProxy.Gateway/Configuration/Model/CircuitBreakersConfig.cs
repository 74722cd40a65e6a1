namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's circuit breaker thresholds.</summary>
public sealed record CircuitBreakersConfig
{
    /// <summary>Connections in use at once.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>Requests that wait for a connection.</summary>
    public int MaxPendingRequests { get; init; } = 1024;

    /// <summary>Requests at once.</summary>
    public int MaxRequests { get; init; } = 1024;

    /// <summary>Retries at once, where no budget is set.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Retries at once as a percentage of the requests at once (<c>retry_budget.budget_percent</c>); null for <see cref="MaxRetries"/>.</summary>
    public double? RetryBudgetPercent { get; init; }

    /// <summary>The retries that the budget always allows (<c>min_retry_concurrency</c>).</summary>
    public int MinRetryConcurrency { get; init; } = 3;
}
