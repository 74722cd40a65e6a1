using System.Diagnostics;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// When a request must end: by the limit of its current phase (the client's request, then the response), and by the end of its stream
/// (<c>max_stream_duration</c>) where that comes first.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    private CancellationTokenSource _source = new();
    private bool _isEndOfStream;

    /// <summary>How long the stream may live from its start; negative for no limit.</summary>
    public TimeSpan MaxStreamDuration { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Is cancelled when the deadline passes.</summary>
    public CancellationToken Token => _source.Token;

    public bool HasPassed => _source.IsCancellationRequested;

    /// <summary>The deadline that passed was the end of the stream.</summary>
    public bool HasStreamEnded => _isEndOfStream && HasPassed;

    /// <summary>Sets the time that is left: the limit, or what the stream may still live where that is shorter.</summary>
    /// <param name="limit">The limit from now on; 0 or less for none.</param>
    /// <param name="streamStarted">When the stream began, a timestamp of <see cref="Stopwatch"/>.</param>
    public void Set(TimeSpan limit, long streamStarted)
    {
        _isEndOfStream = false;
        if (limit <= TimeSpan.Zero)
            limit = Timeout.InfiniteTimeSpan;
        if (MaxStreamDuration >= TimeSpan.Zero)
        {
            var left = MaxStreamDuration - Stopwatch.GetElapsedTime(streamStarted);
            _isEndOfStream = limit == Timeout.InfiniteTimeSpan || left < limit;
            if (_isEndOfStream)
                limit = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        _source.CancelAfter(limit.ForTimer());
    }

    /// <summary>Removes the deadline, for the next request.</summary>
    public void Reset()
    {
        _isEndOfStream = false;
        if (_source.TryReset())
            return;
        _source.Dispose();
        _source = new CancellationTokenSource();
    }

    public void Dispose() => _source.Dispose();
}
