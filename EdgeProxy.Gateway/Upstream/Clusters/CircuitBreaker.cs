using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The limits of a cluster (Envoy, "Circuit breaking"), each a number of permits that requests acquire and release. Over HTTP/1.1 a request
/// uses a connection of its own, so that requests beyond <c>max_connections</c> wait, at most <c>max_pending_requests</c> of them.
/// </summary>
internal sealed class CircuitBreaker(CircuitBreakersConfig config, bool isHttp2)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly int _connections = isHttp2 ? int.MaxValue : Math.Max(config.MaxConnections, 1);
    private int _requests;
    private int _retries;
    private int _acquired;

    /// <summary>Active requests, those that wait included.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that wait for a connection.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Acquires a permit for a request.</summary>
    /// <param name="connection">Ends when the request may use a connection.</param>
    /// <param name="cancellationToken">The request was cancelled.</param>
    /// <returns>False when there is no permit left.</returns>
    public bool TryAcquire(out Task connection, CancellationToken cancellationToken)
    {
        connection = Task.CompletedTask;
        if (Interlocked.Increment(ref _requests) > config.MaxRequests)
        {
            Interlocked.Decrement(ref _requests);
            return false;
        }

        // As long as the requests cannot fill the connections there is nothing to wait for, and no lock to take.
        if (config.MaxRequests <= _connections || TryAcquireConnection(cancellationToken, ref connection))
            return true;
        Interlocked.Decrement(ref _requests);
        return false;
    }

    /// <summary>Releases the permit of a request, to the one that waits longest.</summary>
    public void Release()
    {
        Interlocked.Decrement(ref _requests);
        if (config.MaxRequests <= _connections)
            return;
        lock (_lock)
        {
            if (_waiting.First is { } next)
            {
                _waiting.Remove(next);
                next.Value.SetResult();
                return;
            }

            _acquired--;
        }
    }

    /// <summary>Releases the permit of a request that was cancelled while it waited.</summary>
    public void ReleaseQueued() => Interlocked.Decrement(ref _requests);

    /// <summary>Acquires a permit for a retry: of the budget where there is one, of <c>max_retries</c> otherwise.</summary>
    public bool TryAcquireRetry()
    {
        var allowed = config.RetryBudgetPercent is { } percent
            ? Math.Max((int)(percent / 100 * Requests), config.MinRetryConcurrency)
            : config.MaxRetries;
        if (Interlocked.Increment(ref _retries) <= allowed)
            return true;
        Interlocked.Decrement(ref _retries);
        return false;
    }

    public void ReleaseRetry() => Interlocked.Decrement(ref _retries);

    private bool TryAcquireConnection(CancellationToken cancellationToken, ref Task connection)
    {
        lock (_lock)
        {
            if (_acquired < _connections)
            {
                _acquired++;
                return true;
            }

            if (_waiting.Count >= config.MaxPendingRequests)
                return false;
            var waiter = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            connection = WaitAsync(waiter, cancellationToken);
            return true;
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        await using var cancel = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (breaker, waiter) = ((CircuitBreaker, LinkedListNode<TaskCompletionSource>))state!;
                breaker.Abandon(waiter, token);
            },
            (this, waiter));
        await waiter.Value.Task;
    }

    /// <summary>Removes a cancelled request from the queue at once: clients that come and go leave nothing behind.</summary>
    private void Abandon(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.List is null)
                return;
            _waiting.Remove(waiter);
        }

        waiter.Value.SetCanceled(cancellationToken);
    }
}
