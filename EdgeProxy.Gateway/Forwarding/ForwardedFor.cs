using System.Net;
using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Envoy's <c>use_remote_address</c>: the gateway is the edge, so that the peer is appended to <c>x-forwarded-for</c>, and what a client
/// says of the scheme and of the request's id is not believed.
/// </summary>
internal static class ForwardedFor
{
    /// <summary>Says to the upstream that a request comes from within.</summary>
    public const string InternalName = "x-envoy-internal";

    /// <summary>Says to the upstream which address a request comes from.</summary>
    public const string ExternalAddressName = "x-envoy-external-address";

    private const string ForwardedForName = "x-forwarded-for";

    public static void Apply(HttpContext context, ConnectionManagerConfig listener)
    {
        if (!listener.UseRemoteAddress)
            return;
        var headers = context.Request.Headers;
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (peer.IsIPv4MappedToIPv6)
            peer = peer.MapToIPv4();
        var before = headers[ForwardedForName].ToString();
        headers[ForwardedForName] = before.Length == 0 ? peer.ToString() : $"{before},{peer}";
        if (listener.XffNumTrustedHops == 0)
            headers.Remove("x-forwarded-proto");
        SetOrigin(headers, before, peer, listener.XffNumTrustedHops);
        if (!listener.PreserveExternalRequestId && !IsInternal(peer))
            headers["x-request-id"] = StringValues.Empty;
    }

    /// <summary>
    /// Envoy (<c>mutateRequestHeaders</c>): a request whose only address is an internal one is internal; all others have an external address, the peer's or that of
    /// the last proxy that is not trusted.
    /// </summary>
    private static void SetOrigin(IHeaderDictionary headers, string before, IPAddress peer, int trustedHops)
    {
        headers.Remove(InternalName);
        headers.Remove(ExternalAddressName);
        var client = trustedHops == 0 ? peer : FromLast(before, trustedHops) ?? peer;
        if (IsInternal(client) && (trustedHops == 0 ? before.Length == 0 : !before.Contains(',', StringComparison.Ordinal)))
            headers[InternalName] = "true";
        else
            headers[ExternalAddressName] = client.ToString();
    }

    /// <summary>An address of the list, counted from its end; null where there is none.</summary>
    private static IPAddress? FromLast(string list, int position)
    {
        var rest = list.AsSpan();
        for (var skipped = 1; skipped < position; skipped++)
        {
            var comma = rest.LastIndexOf(',');
            if (comma < 0)
                return null;
            rest = rest[..comma];
        }

        return IPAddress.TryParse(rest[(rest.LastIndexOf(',') + 1)..].Trim(), out var address) ? address : null;
    }

    /// <summary>Envoy's default internal addresses: loopback, RFC 1918 and RFC 4193.</summary>
    private static bool IsInternal(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168);
    }
}
