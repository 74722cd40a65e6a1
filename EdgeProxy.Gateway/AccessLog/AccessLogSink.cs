namespace EdgeProxy.Gateway.AccessLog;

/// <summary>
/// Takes lines from requests and writes them elsewhere. A request copies its line into memory and goes on; a file that cannot keep up
/// fills that memory, and then lines are dropped, counted and said.
/// </summary>
internal sealed partial class AccessLogSink : IAsyncDisposable
{
    private const int FirstCapacity = 64 * 1024;
    private const int MaxCapacity = 4 * 1024 * 1024;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _hasLines = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private byte[] _filling = new byte[FirstCapacity];
    private byte[] _spare = [];
    private int _length;
    private long _dropped;
    private long _droppedSaid;

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
        }

        if (isFirst)
            _hasLines.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _hasLines.Dispose();
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
        try
        {
            await using var stream = open();
            while (await WaitAsync(stop))
                await FlushAsync(stream);
            await FlushAsync(stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Log.Failed(_logger, _path, failure.Message);
        }
    }

    /// <summary>Waits for the first line and a moment more, so that many lines make one write; false when the log ends.</summary>
    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        try
        {
            await _hasLines.WaitAsync(stop);
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
        ReadOnlyMemory<byte> lines;
        long dropped;
        lock (_lock)
        {
            lines = _filling.AsMemory(0, _length);
            (_filling, _spare) = (_spare.Length == 0 ? new byte[_filling.Length] : _spare, _filling);
            _length = 0;
            dropped = _dropped - _droppedSaid;
            _droppedSaid = _dropped;
        }

        if (dropped > 0)
            Log.Dropped(_logger, _path, dropped);
        if (lines.Length == 0)
            return;
        await stream.WriteAsync(lines, CancellationToken.None);
        await stream.FlushAsync(CancellationToken.None);
    }
}
