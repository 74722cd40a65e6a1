using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The connections to one host that wait for a request. The one that was used last is taken first, so that those that are not needed grow old: they end after the
/// idle timeout, and with the host. A connection that ends by itself leaves at once.
/// </summary>
internal sealed class Http1ConnectionPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<CancellationToken, ValueTask<Socket>> _connect;
    private readonly Action _countClosed;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private readonly ITimer? _timer;
    private Http1Connection[] _idle = new Http1Connection[8];
    private int _count;
    private bool _isTimerSet;
    private bool _isDisposed;

    /// <param name="connect">Makes a connection, and counts it.</param>
    /// <param name="countClosed">Counts the end of a connection.</param>
    /// <param name="idleTimeout">How long a connection may wait for a request; not positive for ever.</param>
    /// <param name="time">The clock of the idle timeout.</param>
    public Http1ConnectionPool(Func<CancellationToken, ValueTask<Socket>> connect, Action countClosed, TimeSpan idleTimeout, TimeProvider time)
    {
        _connect = connect;
        _countClosed = countClosed;
        _idleTimeout = idleTimeout.ForTimer();
        _time = time;
        _stopped = _stopping.Token;
        if (idleTimeout > TimeSpan.Zero)
            _timer = time.CreateTimer(static pool => ((Http1ConnectionPool)pool!).CloseOld(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many connections wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>Takes a connection that waits; null when there is none.</summary>
    public Http1Connection? TryRent()
    {
        while (true)
        {
            Http1Connection connection;
            lock (_lock)
            {
                if (_count == 0)
                    return null;
                connection = _idle[--_count];
                _idle[_count] = null!;
            }

            if (connection.TryTake())
                return connection;
            connection.Dispose();
        }
    }

    /// <summary>
    /// Makes a connection. One that is being made when its request is given up is made nevertheless, for the next one: a client that goes is no failure of the host.
    /// </summary>
    public async ValueTask<Http1Connection> ConnectAsync(CancellationToken cancellationToken)
    {
        var opening = OpenAsync();
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = KeepAsync(opening);
            throw;
        }
    }

    /// <summary>Takes a connection back, on which nothing of its last request is left.</summary>
    public void Return(Http1Connection connection)
    {
        if (!connection.BeginIdle(_time.GetTimestamp()))
        {
            connection.Dispose();
            return;
        }

        lock (_lock)
        {
            if (!_isDisposed)
            {
                if (_count == _idle.Length)
                    Array.Resize(ref _idle, 2 * _count);
                _idle[_count++] = connection;
                if (!_isTimerSet && _timer is not null)
                {
                    _isTimerSet = true;
                    _timer.Change(_idleTimeout, Timeout.InfiniteTimeSpan);
                }

                return;
            }
        }

        connection.CloseIdle();
    }

    /// <summary>Takes a connection out that has ended by itself.</summary>
    public void Remove(Http1Connection connection)
    {
        lock (_lock)
        {
            // It may not be here yet, or any more; whoever takes it then finds it ended.
            var index = Array.LastIndexOf(_idle, connection, Math.Max(_count - 1, 0), _count);
            if (index >= 0)
                RemoveRange(index, 1);
        }

        connection.Dispose();
    }

    public void CountClosed() => _countClosed();

    public void Dispose()
    {
        Http1Connection[] idle;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            idle = _idle[.._count];
            RemoveRange(0, _count);
        }

        _stopping.Cancel();
        _stopping.Dispose();
        _timer?.Dispose();
        foreach (var connection in idle)
            connection.CloseIdle();
    }

    private async Task<Http1Connection> OpenAsync() => new(await _connect(_stopped), this);

    private async Task KeepAsync(Task<Http1Connection> opening)
    {
        try
        {
            Return(await opening);
        }
        catch (Exception failure) when (failure is UpstreamConnectException or OperationCanceledException)
        {
            // It was counted where it failed, and nobody waits for it.
        }
    }

    /// <summary>Closes those that have waited for the idle timeout: they are the first, and the next one says when to look again.</summary>
    private void CloseOld()
    {
        Http1Connection[] old;
        lock (_lock)
        {
            var end = 0;
            while (end < _count && Left(_idle[end]) <= TimeSpan.Zero)
                end++;
            old = _idle[..end];
            RemoveRange(0, end);
            _isTimerSet = _count > 0 && !_isDisposed;
            if (_isTimerSet)
                _timer!.Change(Left(_idle[0]), Timeout.InfiniteTimeSpan);
        }

        foreach (var connection in old)
            connection.CloseIdle();
    }

    private TimeSpan Left(Http1Connection connection) => _idleTimeout - _time.GetElapsedTime(connection.IdleSince);

    private void RemoveRange(int start, int length)
    {
        Array.Copy(_idle, start + length, _idle, start, _count - start - length);
        Array.Clear(_idle, _count - length, length);
        _count -= length;
    }
}
