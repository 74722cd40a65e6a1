namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Reads a connection while a request body is still being written to it, which the client library does not: an HTTP/1.1 host may answer before it has read the body, and
/// close (RFC 9112, 9.5). What was read is kept for the next reader of the connection.
/// <code>
/// watching --(refusal, or an answer and the end)--> answered early: the upload is cut, and the answer read from the start
///    |
///    +--(the client library reads, or enough is kept)--> handing out what is kept --> direct
/// </code>
/// </summary>
internal sealed class EarlyAnswerWatch
{
    private const int MostKept = 64 * 1024;
    private const int FirstSize = 4096;
    private const int Refusal = 300;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Func<Memory<byte>, ValueTask<int>> _read;
    private TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _kept = new byte[FirstSize];
    private int _length;
    private int _served;
    private bool _hasEnded;
    private bool _isAwaited;
    private UpstreamExchange? _exchange;
    private volatile bool _stops;
    private Exception? _failure;
    private Task _loop = Task.CompletedTask;

    /// <param name="read">Reads the connection.</param>
    public EarlyAnswerWatch(Func<Memory<byte>, ValueTask<int>> read) => _read = read;

    /// <summary>Nothing is kept any more, and nothing is being read.</summary>
    public bool IsDrained => _loop.IsCompleted && _served == _length && !_hasEnded;

    /// <summary>
    /// Begins to watch for the answer to a request. A read that is still pending since the request before is used, for reads are served in their order: a second one beside it
    /// would wait for bytes that the first one takes.
    /// </summary>
    /// <param name="exchange">The request whose body is being written.</param>
    /// <param name="isReadPending">The client library reads the connection itself already, and reports what came to <see cref="Take"/>.</param>
    public void Start(UpstreamExchange exchange, bool isReadPending)
    {
        lock (_lock)
        {
            (_exchange, _length, _served) = (exchange, 0, 0);
            _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
            // A caller of ReadAsync waits for the end of the loop: it reads on by itself.
            if (!_isAwaited)
                _stops = false;
        }

        if (_loop.IsCompleted && !isReadPending)
            _loop = RunAsync();
    }

    /// <summary>The request is over; no more is decided for it.</summary>
    public void Release() => _exchange = null;

    /// <summary>Refuses a connection whose host said something since its last answer was read.</summary>
    /// <exception cref="IOException">It sent bytes, or closed the connection.</exception>
    public void ThrowIfAnythingLeft()
    {
        lock (_lock)
        {
            if (_served < _length || _hasEnded)
                throw new IOException(_hasEnded ? "The host closed the connection after its last answer." : "The host sent more than its answer.", _failure);
        }
    }

    /// <summary>Takes what the client library read by itself meanwhile, with a read that was pending.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Keep(bytes);
            _served += bytes.Length;
        }

        if (bytes.IsEmpty)
            _decided.TrySetResult();
        else
            Decide();
    }

    /// <summary>Whether the host had answered when the connection broke; what it sent before is still to be read then.</summary>
    public async Task<bool> HasAnsweredAsync()
    {
        try
        {
            await _decided.Task.WaitAsync(EndPatience);
        }
        catch (TimeoutException)
        {
            // Nothing came.
        }

        return Status() >= 200;
    }

    /// <summary>Hands everything out again, from the start.</summary>
    public void Rewind() => _served = 0;

    /// <summary>Reads what is kept, and then the connection.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        bool waits;
        lock (_lock)
        {
            _stops = true;
            _isAwaited = waits = _served == _length;
        }

        if (waits)
        {
            await _loop;
            _isAwaited = false;
        }

        lock (_lock)
        {
            if (_served < _length)
            {
                var count = Math.Min(buffer.Length, _length - _served);
                _kept.AsSpan(_served, count).CopyTo(buffer.Span);
                _served += count;
                return count;
            }
        }

        if (_failure is not null)
            throw _failure;
        return _hasEnded ? 0 : await _read(buffer);
    }

    private async Task RunAsync()
    {
        var buffer = new byte[FirstSize];
        while (!_stops && _length < MostKept)
        {
            try
            {
                var count = await _read(buffer);
                lock (_lock)
                {
                    Keep(buffer.AsSpan(0, count));
                    _hasEnded = count == 0;
                }
            }
            catch (Exception failure)
            {
                (_failure, _hasEnded) = (failure, true);
            }

            Decide();
            if (_hasEnded)
                return;
        }
    }

    /// <summary>An answer of success may go on while the body is read; one that refuses it, or whose host hangs up, ends the upload.</summary>
    private void Decide()
    {
        var status = Status();
        if (status > 0 || _hasEnded)
            _decided.TrySetResult();
        if (status >= Refusal || (status >= 200 && _hasEnded))
            _exchange?.AnswerEarly();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _kept.Length)
            Array.Resize(ref _kept, Math.Max(2 * _kept.Length, _length + bytes.Length));
        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>The status of the first answer that is no interim one (1xx); 0 while it is not here.</summary>
    private int Status()
    {
        lock (_lock)
        {
            var rest = _kept.AsSpan(0, _length);
            while (rest.Length >= "HTTP/1.1 200".Length && rest.StartsWith("HTTP/1."u8))
            {
                var digits = rest.Slice("HTTP/1.1 ".Length, 3);
                if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                    return 0;
                var status = ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + digits[2] - '0';
                if (status >= 200)
                    return status;
                var end = rest.IndexOf("\r\n\r\n"u8);
                if (end < 0)
                    return 0;
                rest = rest[(end + 4)..];
            }

            return 0;
        }
    }
}
