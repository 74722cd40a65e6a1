using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>Accepts connections on a free port of loopback, and owns them to their end.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private const int Backlog = 4096;
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Socket, Task> _serveAsync;
    private readonly Task _accepting;

    /// <param name="serveAsync">Serves one connection; it may throw what a broken connection, or the end of the test, throws.</param>
    public SocketServer(Func<Socket, Task> serveAsync)
    {
        _serveAsync = serveAsync;
        _listener.Start(Backlog);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cancelled when the server ends.</summary>
    public CancellationToken Stopping => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var serving = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
                _connections[serving] = 0;
                _ = serving.ContinueWith(ended => _connections.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            await _serveAsync(socket);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException)
        {
            // The gateway hung up, or the test is over.
        }
    }
}
