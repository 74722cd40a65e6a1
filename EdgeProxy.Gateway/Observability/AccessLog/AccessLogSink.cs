namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>
/// Writes the lines of requests in the background. A request copies its line into memory and continues; a file that cannot keep up
/// fills that memory, and then lines are dropped, counted and logged. A file that cannot be written is reopened until it can.
/// </summary>
internal sealed partial class AccessLogSink : IAsyncDisposable
{
    /// <summary>The most bytes that wait.</summary>
    public const int MaxCapacity = 4 * 1024 * 1024;

    private const int FirstCapacity = 64 * 1024;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReopenInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of the process waits for a file that takes nothing.</summary>
    private static readonly TimeSpan LastFlushLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private byte[] _filling = new byte[FirstCapacity];
    private byte[] _spare = [];
    private int _length;
    private int _lines;
    private long _dropped;
    private long _droppedSaid;
    private bool _isFailing;
    private volatile bool _isReopenWanted;

    /// <param name="path">The path, for messages.</param>
    /// <param name="open">Opens what is written to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public AccessLogSink(string path, Func<Stream> open, TimeProvider time, ILogger logger)
    {
        _path = path;
        _time = time;
        _logger = logger;
        _loop = Task.Run(() => RunAsync(open, _stop.Token));
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Write(ReadOnlySpan<byte> line)
    {
        bool isFirst;
        lock (_lock)
        {
            if (_length + line.Length > _filling.Length && !TryGrow(line.Length))
            {
                _dropped++;
                return;
            }

            line.CopyTo(_filling.AsSpan(_length));
            isFirst = _length == 0;
            _length += line.Length;
            _lines++;
        }

        if (isFirst)
            _wake.Release();
    }

    /// <summary>Reopens the file before the next line is written.</summary>
    public void Reopen()
    {
        _isReopenWanted = true;
        _wake.Release();
    }

    /// <summary>Counts a line that is longer than the memory for all of them.</summary>
    public void Drop()
    {
        lock (_lock)
            _dropped++;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _loop.WaitAsync(LastFlushLimit, _time);
        }
        catch (TimeoutException)
        {
            // A pipe whose reader stopped blocks the write without end, which must not block the process.
            Log.LinesLost(_logger, _path, LastFlushLimit.TotalSeconds);
            return;
        }

        _stop.Dispose();
        _wake.Dispose();
    }

    private bool TryGrow(int more)
    {
        var capacity = _filling.Length;
        while (capacity < _length + more && capacity < MaxCapacity)
            capacity *= 2;
        if (capacity < _length + more)
            return false;
        Array.Resize(ref _filling, capacity);
        return true;
    }

    private async Task RunAsync(Func<Stream> open, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                _isReopenWanted = false;
                if (await WriteAllAsync(open, stop))
                    return;
                continue;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                if (!_isFailing)
                    Log.Failed(_logger, _path, failure.Message);
                _isFailing = true;
            }

            if (stop.IsCancellationRequested)
                return;
            await PauseAsync(stop);
        }
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(ReopenInterval, _time, stop);
        }
        catch (OperationCanceledException)
        {
            // One last attempt is made with the lines that wait.
        }
    }

    /// <summary>Writes until the log ends, or until it is to be reopened.</summary>
    /// <returns>Whether the log ended.</returns>
    private async Task<bool> WriteAllAsync(Func<Stream> open, CancellationToken stop)
    {
        await using var stream = open();
        // What came while there was no file.
        await FlushAsync(stream);
        while (await WaitAsync(stop))
        {
            if (_isReopenWanted)
                return false;
            await FlushAsync(stream);
        }

        await FlushAsync(stream);
        return true;
    }

    /// <summary>Waits for the first line and a moment more, so that many lines make one write; false when the log ends.</summary>
    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        try
        {
            await _wake.WaitAsync(stop);
            if (!_isReopenWanted)
                await Task.Delay(FlushInterval, _time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task FlushAsync(Stream stream)
    {
        var (bytes, lines) = TakeFilled();
        if (bytes.Length == 0)
            return;
        try
        {
            await stream.WriteAsync(bytes, CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
        }
        catch
        {
            lock (_lock)
                _dropped += lines;
            throw;
        }

        LogDropped();
    }

    private (ReadOnlyMemory<byte> Bytes, int Lines) TakeFilled()
    {
        lock (_lock)
        {
            var taken = (_filling.AsMemory(0, _length), _lines);
            (_filling, _spare) = (_spare.Length == 0 ? new byte[_filling.Length] : _spare, _filling);
            _length = 0;
            _lines = 0;
            return taken;
        }
    }

    private void LogDropped()
    {
        var dropped = Dropped;
        var more = dropped - _droppedSaid;
        _droppedSaid = dropped;
        if (_isFailing)
            Log.Recovered(_logger, _path, more);
        else if (more > 0)
            Log.Dropped(_logger, _path, more);
        _isFailing = false;
    }
}
