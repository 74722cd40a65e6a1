using System.Collections.Concurrent;
using System.Net.Sockets;

namespace EdgeProxy.Conformance;

/// <summary>One listening socket with its connections and their tasks; all of them end with it.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Task _accepting;
    private bool _ended;

    public Listening(Socket socket, Func<Socket, CancellationToken, Task>? serve)
    {
        Socket = socket;
        _accepting = serve is null ? Task.CompletedTask : AcceptAsync(serve);
    }

    public Socket Socket { get; }

    /// <summary>Ends it with all its connections; more than once does no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        await _stop.CancelAsync();
        Socket.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await Socket.AcceptAsync(_stop.Token);
                connection.NoDelay = true;
                var serving = ServeAsync(serve, connection);
                _connections[serving] = 0;
                _ = serving.ContinueWith(t => _connections.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or the peer gave up while it was in the queue.
            }
        }
    }

    private async Task ServeAsync(Func<Socket, CancellationToken, Task> serve, Socket connection)
    {
        await Task.Yield();
        using (connection)
        {
            try
            {
                await serve(connection, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The proxy hung up, or the backend is being stopped.
            }
        }
    }
}
