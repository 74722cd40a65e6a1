using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Gateway.Listening;

/// <summary>An address that cannot be listened on. It is no <see cref="IOException"/>: Kestrel then still tries IPv4 where there is no IPv6.</summary>
/// <param name="endPoint">The address.</param>
/// <param name="failure">What the system says.</param>
internal sealed class ListenException(EndPoint endPoint, SocketException failure)
    : Exception($"cannot listen on {endPoint}: {Reason(failure)}", failure)
{
    private static string Reason(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AccessDenied => "permission denied; ports below 1024 need a privilege",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => failure.Message,
    };
}
