using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Hosting.Ports;


/// <summary>
/// Finds ports that nobody listens on, on 127.0.0.1 and ::1, below the range out of which the system gives ports to clients: a
/// client's port must not take that of a replica while the replica is down.
/// </summary>
internal sealed class FreePorts
{
    private const int Lowest = 20000;
    private const int DefaultEphemeralStart = 32768;

    private readonly HashSet<int> _reserved = [];
    private readonly int _end;
    private int _next;

    public FreePorts()
    {
        _end = EphemeralRange.Start(DefaultEphemeralStart);
        if (_end <= Lowest)
            _end = DefaultEphemeralStart;

        // Two applications that start together begin at different places.
        _next = Random.Shared.Next(Lowest, _end);
    }

    /// <summary>Whether nobody listens on a port; it is not given out again.</summary>
    public bool TryReserve(int port) => !_reserved.Contains(port) && IsFree(port) && _reserved.Add(port);

    /// <summary>A free port that was not given out yet.</summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public int Next()
    {
        for (var tried = Lowest; tried < _end; tried++)
        {
            var port = _next;
            _next = _next + 1 < _end ? _next + 1 : Lowest;
            if (TryReserve(port))
                return port;
        }

        throw new DistributedApplicationException($"No port from {Lowest} to {_end - 1} is free on the loopback addresses.");
    }

    /// <summary>Whether nobody listens on a port now.</summary>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // The system has no such loopback address, so nobody can listen there.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
