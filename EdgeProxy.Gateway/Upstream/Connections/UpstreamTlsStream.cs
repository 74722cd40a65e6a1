using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The cleartext side of a TLS connection to a host: where requests are written before they are encrypted.</summary>
internal sealed class UpstreamTlsStream(Stream inner) : AsyncStream, IUpstreamConnection
{
    private UploadConnection? _upload;
    private bool _isReading;
    private bool _isClosing;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var exchange = UpstreamExchange.Current;
        _upload?.BeginRequest(exchange);
        if (exchange is null)
            return inner.WriteAsync(buffer, cancellationToken);
        buffer = exchange.Write(buffer, this);
        if (exchange is { IsUploading: false, IsAnsweredEarly: false })
            return inner.WriteAsync(buffer, cancellationToken);
        _upload ??= new UploadConnection(bytes => inner.ReadAsync(bytes, CancellationToken.None), (bytes, cut) => inner.WriteAsync(bytes, cut));
        return _upload.WriteAsync(buffer, exchange, _isReading);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_upload is { IsActive: true })
            return _upload.ReadAsync(buffer);
        var read = inner.ReadAsync(buffer, cancellationToken);
        return read.IsCompleted ? read : WatchAsync(read, buffer);
    }

    private async ValueTask<int> WatchAsync(ValueTask<int> read, Memory<byte> buffer)
    {
        _isReading = true;
        var count = 0;
        try
        {
            return count = await read;
        }
        finally
        {
            _isReading = false;
            _upload?.Take(buffer.Span[..count]);
        }
    }

    public void Detach() => _upload!.Detach();

    public ValueTask<int> ReadAnswerAsync(Memory<byte> buffer) => _upload!.ReadAnswerAsync(buffer);

    public void CloseDetached()
    {
        _isClosing = true;
        Dispose();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    /// <summary>TLS ends both directions at once (RFC 8446, 6.1 leaves it to the peer): the host sees the end with the connection.</summary>
    public void FinishSending()
    {
    }

    protected override void Dispose(bool disposing)
    {
        // The early answer is still to be read.
        if (_upload is { IsDetached: true } && !_isClosing)
            return;
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
