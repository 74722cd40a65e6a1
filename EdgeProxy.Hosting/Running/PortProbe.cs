using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Hosting.Running;


/// <summary>Sees without an exception whether something listens on a loopback port.</summary>
internal static class PortProbe
{
    public static async Task<bool> IsOpenAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connect = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connect.Completed += (_, _) => done.TrySetResult();
        if (!socket.ConnectAsync(connect))
            return connect.SocketError == SocketError.Success;
        using (cancellationToken.UnsafeRegister(_ => Socket.CancelConnectAsync(connect), null))
            await done.Task;
        return connect.SocketError == SocketError.Success;
    }
}
