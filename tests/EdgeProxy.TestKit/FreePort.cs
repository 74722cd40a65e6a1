using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.TestKit;

/// <summary>Ports of 127.0.0.1 from below the range that clients get theirs from, so that one stays free while its program is down.</summary>
public static class FreePort
{
    private const int Lowest = 20_000;
    private const int End = 30_000;

    /// <summary>One that nobody listens on.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Next()
    {
        for (var tries = 0; tries < 1_000; tries++)
        {
            var port = Random.Shared.Next(Lowest, End);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {Lowest} to {End - 1} is free on 127.0.0.1.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
