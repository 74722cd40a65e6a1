namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Lets one call through at once, and then one each pause however many are asked for; the last asked is never lost.</summary>
internal sealed class RefreshGate : IDisposable
{
    private readonly Action _call;
    private readonly TimeSpan _pause;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _isPausing;
    private bool _isAsked;
    private bool _isDisposed;

    /// <param name="time">The clock.</param>
    /// <param name="pause">How long nothing is let through after a call.</param>
    /// <param name="call">What to call; never two at a time. It must not block.</param>
    public RefreshGate(TimeProvider time, TimeSpan pause, Action call)
    {
        _call = call;
        _pause = pause;
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks for a call.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            if (_isPausing)
            {
                _isAsked = true;
                return;
            }

            _isPausing = true;
            _timer.Change(_pause, Timeout.InfiniteTimeSpan);
        }

        _call();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _isDisposed = true;
        _timer.Dispose();
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            if (_isDisposed || !_isAsked)
            {
                _isPausing = false;
                return;
            }

            _isAsked = false;
            _timer.Change(_pause, Timeout.InfiniteTimeSpan);
        }

        _call();
    }
}
