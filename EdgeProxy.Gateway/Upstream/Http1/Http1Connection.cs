using System.Net.Sockets;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// A cleartext HTTP/1.1 connection to a host. One request has it at a time, which owns it from <see cref="Http1ConnectionPool.TryRent"/> until it returns or disposes of
/// it; in between the pool does.
/// </summary>
internal sealed class Http1Connection : IDisposable
{
    private const int BufferSize = 4096;
    private readonly Socket _socket;
    private readonly Http1ConnectionPool _pool;
    private readonly SocketReceiver _receiver;
    private byte[] _input = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start;
    private int _end;
    private int _isDisposed;
    private bool _isSpoiled;

    public Http1Connection(Socket socket, Http1ConnectionPool pool)
    {
        _socket = socket;
        _pool = pool;
        // A receive that finds nothing says so; reads and writes that wait are not concerned.
        socket.Blocking = false;
        _receiver = new SocketReceiver(socket, EndIdle);
    }

    /// <summary>The head of the response that is being read.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>The strings of the last response, which the next one mostly repeats.</summary>
    public ResponseStrings Strings { get; } = new();

    /// <summary>Since when it waits for a request.</summary>
    public long IdleSince { get; private set; }

    /// <summary>What came and was not taken.</summary>
    public Memory<byte> Input => _input.AsMemory(_start, _end - _start);

    /// <summary>The last receive filled all that it was given, so that more is there most likely.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Something came that belongs to no response, so that the connection is of no use any more.</summary>
    public void Spoil() => _isSpoiled = true;

    /// <summary>Takes the first bytes of <see cref="Input"/>.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
            (_start, _end) = (0, 0);
    }

    /// <summary>Receives more into <see cref="Input"/>, behind what is there.</summary>
    /// <returns>How many bytes came, 0 for the end; <see cref="Extend"/> takes them.</returns>
    public ValueTask<int> ReceiveAsync()
    {
        if (_end == _input.Length)
            MakeRoom();
        return _receiver.ReceiveAsync(_input.AsMemory(_end));
    }

    /// <summary>Takes the result of <see cref="ReceiveAsync"/>.</summary>
    public void Extend(int count)
    {
        _end += count;
        HasMore = _end == _input.Length;
    }

    /// <summary>Receives what there is, past <see cref="Input"/>, which is empty.</summary>
    /// <returns>How many bytes, 0 for the end, -1 when there are none now.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var count = _socket.Receive(buffer, SocketFlags.None, out var error);
        HasMore = error == SocketError.Success && count == buffer.Length;
        return error switch
        {
            SocketError.Success => count,
            SocketError.WouldBlock => -1,
            _ => throw new SocketException((int)error),
        };
    }

    /// <summary>Sends all of it.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var send = _socket.SendAsync(bytes, SocketFlags.None, cancellationToken);
        if (!send.IsCompletedSuccessfully)
            return SendRestAsync(send, bytes, cancellationToken);
        var sent = send.Result;
        return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new ValueTask<int>(sent), bytes, cancellationToken);
    }

    /// <summary>Begins to wait for a request.</summary>
    /// <param name="now">The time, as a timestamp.</param>
    /// <returns>False when the host has closed it, or sent what nobody asked for.</returns>
    public bool BeginIdle(long now)
    {
        IdleSince = now;
        if (_start != _end || _isSpoiled)
            return false;
        (_start, _end) = (0, 0);
        // Large heads are rare: what one of them needed is not kept.
        if (_input.Length > BufferSize)
            _input = GC.AllocateUninitializedArray<byte>(BufferSize);
        try
        {
            return _receiver.WatchIdle(_input);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes it for a request.</summary>
    /// <returns>False when it is of no use any more.</returns>
    public bool TryTake()
    {
        if (!_receiver.TryTake())
            return false;
        try
        {
            // The end may be here, and its notice on the way. A byte that nobody asked for is as bad.
            Span<byte> peeked = stackalloc byte[1];
            _socket.Receive(peeked, SocketFlags.Peek, out var error);
            return error == SocketError.WouldBlock;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Closes it while it waits for a request. The host sees its end, and not a reset, as a pending read would make of it: the read ends first, and disposes of it.
    /// </summary>
    public void CloseIdle()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    /// <summary>Closes it, at any time and from any thread: what waits on it ends with an error.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _socket.Dispose();
        _receiver.Dispose();
        _pool.CountClosed();
    }

    private static async ValueTask<int> SendPartAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await socket.SendAsync(bytes, SocketFlags.None, cancellationToken);

    private async ValueTask SendRestAsync(ValueTask<int> send, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var sent = await send; sent < bytes.Length;)
            sent += await SendPartAsync(_socket, bytes[sent..], cancellationToken);
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        var into = 2 * length > _input.Length ? GC.AllocateUninitializedArray<byte>(2 * _input.Length) : _input;
        Input.Span.CopyTo(into);
        _input = into;
        (_start, _end) = (0, length);
    }

    private void EndIdle() => _pool.Remove(this);
}
