namespace EdgeProxy.Gateway.Upstream;

/// <summary>What a connection over HTTP/1.1 does beside its bytes while a body is written to it, the same with TLS and without.</summary>
/// <param name="read">Reads the connection itself.</param>
/// <param name="write">Writes to the connection itself.</param>
internal sealed class UploadConnection(Func<Memory<byte>, ValueTask<int>> read, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
{
    private EarlyAnswerWatch? _watch;
    private UpstreamExchange? _exchange;
    private UpstreamExchange? _watched;

    /// <summary>The connection was taken from the client library.</summary>
    public bool IsDetached { get; private set; }

    /// <summary>Whether reads of the client library have to come here: the connection is detached, or what was read is kept, or being read.</summary>
    public bool IsActive
    {
        get
        {
            if (IsDetached || _watch is { IsDrained: false })
                return true;
            if (_watched is { IsUploading: false })
            {
                // An idle connection keeps no request alive.
                (_watched, _exchange) = (null, null);
                _watch!.Release();
            }

            return false;
        }
    }

    /// <summary>Begins a request, if it is another than before. What the host sent since it answered the last one is nobody's answer.</summary>
    /// <param name="exchange">The request; null for one without a body.</param>
    /// <exception cref="IOException">The host sent something after its last answer, or closed the connection. Nothing of the request was written.</exception>
    public void BeginRequest(UpstreamExchange? exchange)
    {
        if (exchange is not null && ReferenceEquals(_exchange, exchange))
            return;
        _exchange = exchange;
        _watch?.ThrowIfAnythingLeft();
    }

    /// <summary>Writes a part of a request with a body.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="isReadPending">The client library reads already.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, UpstreamExchange exchange, bool isReadPending)
    {
        if (!ReferenceEquals(_watched, exchange))
        {
            (_exchange, _watched) = (exchange, exchange);
            _watch ??= new EarlyAnswerWatch(read);
            _watch.Start(exchange, isReadPending);
        }

        try
        {
            await write(buffer, exchange.Cut);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            if (IsDetached || (await _watch!.HasAnsweredAsync() && exchange.AnswerEarly(hasWriteFailed: true)))
                throw new EarlyAnswerException();
            throw;
        }
    }

    /// <summary>A read of the client library that had begun before the request brought bytes, or the end.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_watched is { IsUploading: true })
            _watch?.Take(bytes);
    }

    /// <summary>Reads what was kept, and then the connection.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer) =>
        IsDetached ? ValueTask.FromException<int>(new EarlyAnswerException()) : _watch!.ReadAsync(buffer);

    public void Detach()
    {
        IsDetached = true;
        _watch!.Rewind();
    }

    public ValueTask<int> ReadAnswerAsync(Memory<byte> buffer) => _watch!.ReadAsync(buffer);
}
