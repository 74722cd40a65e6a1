using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Clusters;

/// <summary>The limits of a cluster (Envoy, "Circuit breaking"), each one number that requests take from and give back to.</summary>
internal sealed class CircuitBreaker(CircuitBreakersConfig config)
{
    private int _requests;
    private int _retries;

    public CircuitBreakersConfig Config => config;

    /// <summary>Requests under way.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Takes a place for a request; false when all are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= config.MaxRequests)
            return true;
        Interlocked.Decrement(ref _requests);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _requests);

    /// <summary>Takes a place for a retry: of the budget where there is one, of <c>max_retries</c> otherwise.</summary>
    public bool TryEnterRetry()
    {
        var allowed = config.RetryBudgetPercent is { } percent
            ? Math.Max((int)(percent / 100 * Requests), config.MinRetryConcurrency)
            : config.MaxRetries;
        if (Interlocked.Increment(ref _retries) <= allowed)
            return true;
        Interlocked.Decrement(ref _retries);
        return false;
    }

    public void LeaveRetry() => Interlocked.Decrement(ref _retries);
}
