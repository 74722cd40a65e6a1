using System.Net;
using System.Net.Sockets;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>A Service as kube-proxy makes it: a new connection goes to one of the ready endpoints in turn, and one that is there is left alone.</summary>
internal sealed class ServiceRelay : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;
    private readonly SocketServer _server;
    private volatile int[] _ready = [];
    private int _turn;

    public ServiceRelay() => _server = new SocketServer(ServeAsync);

    public Uri Address => new($"http://127.0.0.1:{_server.Port}");

    /// <summary>Tells it the ready endpoints.</summary>
    /// <param name="ports">Their ports on 127.0.0.1.</param>
    public void Route(params int[] ports) => _ready = ports;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        near.NoDelay = far.NoDelay = true;
        var ready = _ready;
        await far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ready[(uint)Interlocked.Increment(ref _turn) % ready.Length]), _server.Stopping);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_server.Stopping);
        await Task.WhenAll(CopyAsync(near, far, end), CopyAsync(far, near, end));
    }

    /// <summary>Hands bytes and the end of them on; what breaks breaks both ways.</summary>
    private static async Task CopyAsync(Socket from, Socket to, CancellationTokenSource end)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, end.Token) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None, end.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            await end.CancelAsync();
        }
    }
}
