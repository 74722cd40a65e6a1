using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Receives from the socket of a connection, one read at a time and without an object for each. A read that begins while the connection waits for its next
/// request watches it: the read becomes the first of the request that takes the connection, and when it ends before that the connection is of no use any more.
/// <code>
/// in use --WatchIdle--> watching --TryTake--> in use, and the read goes on
///                          |
///                          +--(bytes, the end or an error)--> ended, and the owner is notified
/// </code>
/// </summary>
internal sealed class SocketReceiver : SocketAsyncEventArgs, IValueTaskSource<int>
{
    private const int InUse = 0;
    private const int Watching = 1;
    private const int Ended = 2;
    private readonly Socket _socket;
    private readonly Action _onIdleEnd;
    private ManualResetValueTaskSourceCore<int> _result;
    private int _state;
    private bool _isPending;

    /// <param name="socket">The socket.</param>
    /// <param name="onIdleEnd">Called when a read ends that nobody waits for.</param>
    public SocketReceiver(Socket socket, Action onIdleEnd)
        : base(true)
    {
        _socket = socket;
        _onIdleEnd = onIdleEnd;
    }

    /// <summary>Begins to watch a connection that waits for a request.</summary>
    /// <returns>False when there is something to read already, or the end.</returns>
    public bool WatchIdle(Memory<byte> buffer)
    {
        _isPending = true;
        Volatile.Write(ref _state, Watching);
        _result.Reset();
        SetBuffer(buffer);
        return _socket.ReceiveAsync(this);
    }

    /// <summary>Takes the connection for a request.</summary>
    /// <returns>False when its read has ended, whatever it brought.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, InUse, Watching) == Watching;

    /// <summary>Receives some bytes. The read that watched the connection comes first, with the buffer that it was given.</summary>
    /// <returns>How many; 0 at the end.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        if (_isPending)
        {
            _isPending = false;
            return new ValueTask<int>(this, _result.Version);
        }

        _result.Reset();
        SetBuffer(buffer);
        if (_socket.ReceiveAsync(this))
            return new ValueTask<int>(this, _result.Version);
        return SocketError == SocketError.Success ? new ValueTask<int>(BytesTransferred) : ValueTask.FromException<int>(new SocketException((int)SocketError));
    }

    int IValueTaskSource<int>.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Watching) == Watching)
            _onIdleEnd();
        else if (SocketError == SocketError.Success)
            _result.SetResult(BytesTransferred);
        else
            _result.SetException(new SocketException((int)SocketError));
    }
}
