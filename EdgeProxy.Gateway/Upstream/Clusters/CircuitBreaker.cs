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
    private readonly int _places = isHttp2 ? int.MaxValue : Math.Max(config.MaxConnections, 1);
    private int _requests;
    private int _retries;
    private int _taken;

    /// <summary>Requests under way, those that wait included.</summary>
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

    /// <summary>Takes a place for a request.</summary>
    /// <param name="connection">Ends when the request may use a connection.</param>
    /// <param name="cancellationToken">The request was cancelled.</param>
    /// <returns>False when every place is taken.</returns>
    public bool TryEnter(out Task connection, CancellationToken cancellationToken)
    {
        connection = Task.CompletedTask;
        if (Interlocked.Increment(ref _requests) > config.MaxRequests)
        {
            Interlocked.Decrement(ref _requests);
            return false;
        }

        // As long as the requests cannot fill the connections there is nothing to wait for, and no lock to take.
        if (config.MaxRequests <= _places || TryTake(cancellationToken, ref connection))
            return true;
        Interlocked.Decrement(ref _requests);
        return false;
    }

    /// <summary>Gives the place of a request back, to the one that waits longest.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _requests);
        if (config.MaxRequests <= _places)
            return;
        lock (_lock)
        {
            if (_waiting.First is { } next)
            {
                _waiting.Remove(next);
                next.Value.SetResult();
                return;
            }

            _taken--;
        }
    }

    /// <summary>Gives up the place of a request that was cancelled while it waited.</summary>
    public void LeaveQueue() => Interlocked.Decrement(ref _requests);

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

    private bool TryTake(CancellationToken cancellationToken, ref Task connection)
    {
        lock (_lock)
        {
            if (_taken < _places)
            {
                _taken++;
                return true;
            }

            if (_waiting.Count >= config.MaxPendingRequests)
                return false;
            var place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            connection = WaitAsync(place, cancellationToken);
            return true;
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        await using var cancel = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (breaker, place) = ((CircuitBreaker, LinkedListNode<TaskCompletionSource>))state!;
                breaker.Abandon(place, token);
            },
            (this, place));
        await place.Value.Task;
    }

    /// <summary>Takes a cancelled request out of the queue at once: clients that come and go leave nothing behind.</summary>
    private void Abandon(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
                return;
            _waiting.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }
}
