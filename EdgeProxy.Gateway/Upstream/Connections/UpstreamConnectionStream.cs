using System.Net.Sockets;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// A connection to a host. It counts its own end, and says so when it ended between a request and its answer: the client library would
/// otherwise send such a request again by itself, whatever the retry policy says.
/// </summary>
internal sealed class UpstreamConnectionStream : NetworkStream, IUpstreamConnection
{
    private readonly UpstreamConnector _connector;
    private readonly RepeatedRead<int>? _pending;
    private readonly bool _isCleartextHttp1;
    private UploadConnection? _upload;
    private Memory<byte> _reading;
    private bool _isReading;
    private bool _isClosing;
    private int _ended;
    private volatile bool _isAwaitingAnswer;

    public UpstreamConnectionStream(Socket socket, UpstreamConnector connector, bool isHttp2, bool isTls)
        : base(socket, ownsSocket: true)
    {
        _connector = connector;
        _isCleartextHttp1 = !isHttp2 && !isTls;
        // HTTP/2 tells by itself which of its requests were not answered.
        _pending = isHttp2 ? null : new RepeatedRead<int>(Watch);
    }

    public void FinishSending()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The host closed the connection already.
        }
    }

    public void Detach() => _upload!.Detach();

    public ValueTask<int> ReadAnswerAsync(Memory<byte> buffer) => _upload!.ReadAnswerAsync(buffer);

    public void CloseDetached()
    {
        _isClosing = true;
        Dispose();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var exchange = _isCleartextHttp1 ? UpstreamExchange.Current : null;
        if (_upload is not null && (exchange is not null || !_isAwaitingAnswer))
            _upload.BeginRequest(exchange);
        _isAwaitingAnswer = true;
        if (exchange is null)
            return base.WriteAsync(buffer, cancellationToken);
        buffer = exchange.Write(buffer, this);
        if (exchange is { IsUploading: false, IsAnsweredEarly: false })
            return base.WriteAsync(buffer, cancellationToken);
        _upload ??= new UploadConnection(bytes => base.ReadAsync(bytes, CancellationToken.None), (bytes, cut) => base.WriteAsync(bytes, cut));
        return _upload.WriteAsync(buffer, exchange, _isReading);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pending is null)
            return base.ReadAsync(buffer, cancellationToken);
        var isKept = _upload is { IsActive: true };
        var read = isKept ? _upload!.ReadAsync(buffer) : base.ReadAsync(buffer, cancellationToken);
        // A read of nothing waits for something to be there, and gets none of it.
        if (buffer.IsEmpty)
            return read;
        if (read.IsCompleted)
            return Watch(read);
        (_isReading, _reading) = (!isKept, buffer);
        return _pending.WaitAsync(read);
    }

    protected override void Dispose(bool disposing)
    {
        // The early answer is still to be read.
        if (_upload is { IsDetached: true } && !_isClosing)
            return;
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            _connector.CountClosed();
        base.Dispose(disposing);
    }

    /// <summary>Takes a read that ended.</summary>
    private ValueTask<int> Watch(ValueTask<int> read)
    {
        if (!read.IsCompletedSuccessfully)
            return FailAsync(read);
        var count = read.Result;
        if (_isReading)
        {
            _isReading = false;
            _upload?.Take(_reading.Span[..count]);
        }

        if (count == 0 && _isAwaitingAnswer)
            return ValueTask.FromException<int>(new UpstreamTerminatedException("The host closed the connection before it answered."));
        _isAwaitingAnswer = false;
        return new ValueTask<int>(count);
    }

    private async ValueTask<int> FailAsync(ValueTask<int> read)
    {
        if (_isReading)
        {
            _isReading = false;
            _upload?.Take([]);
        }

        try
        {
            return await read;
        }
        catch (IOException failure) when (_isAwaitingAnswer)
        {
            throw new UpstreamTerminatedException("The connection broke before the host answered.", failure);
        }
    }
}
