using System.Net;
using EdgeProxy.Gateway.Model;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Envoy's <c>use_remote_address</c>: the gateway is the edge, so that the peer is appended to <c>x-forwarded-for</c>, and what a client
/// says of the scheme and of the request's id is not believed.
/// </summary>
internal static class ForwardedFor
{
    public static void Apply(HttpContext context, ListenerConfig listener)
    {
        if (!listener.UseRemoteAddress)
            return;
        var headers = context.Request.Headers;
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var address = (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer).ToString();
        var before = headers["x-forwarded-for"].ToString();
        headers["x-forwarded-for"] = before.Length == 0 ? address : $"{before},{address}";
        if (listener.XffNumTrustedHops == 0)
            headers.Remove("x-forwarded-proto");
        if (!listener.PreserveExternalRequestId && !IsInternal(peer))
            headers["x-request-id"] = StringValues.Empty;
    }

    /// <summary>RFC 1918 and loopback: Envoy's default internal addresses.</summary>
    private static bool IsInternal(IPAddress peer)
    {
        if (IPAddress.IsLoopback(peer))
            return true;
        var bytes = peer.MapToIPv4().GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168);
    }
}
