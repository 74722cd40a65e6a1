using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>A port on 127.0.0.1 that refuses connections for as long as this lives: it is bound, but nobody listens.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
