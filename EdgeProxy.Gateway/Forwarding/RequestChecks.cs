using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What Envoy's connection manager refuses before it looks for a route.</summary>
internal static class RequestChecks
{
    private const string WebSocket = "websocket";
    private static readonly RequestRefusal Http10 = new(StatusCodes.Status426UpgradeRequired, "", ResponseFlags.DPE, Closes: true);
    private static readonly RequestRefusal NoTarget = new(StatusCodes.Status404NotFound, "", ResponseFlags.NR, Closes: false);
    private static readonly RequestRefusal BadRequest = new(StatusCodes.Status400BadRequest, "", ResponseFlags.DPE, Closes: true);
    private static readonly RequestRefusal Upgrade = new(StatusCodes.Status403Forbidden, "", ResponseFlags.None, Closes: true);

    /// <summary>The refusal, or null.</summary>
    public static RequestRefusal? Refuse(HttpContext context, DownstreamConnection connection, string? target)
    {
        if (connection.Refusal is { } codec)
            return new RequestRefusal(codec.Status, codec.Body, codec.Flag, Closes: true, codec.Flag == ResponseFlags.DPE ? HttpCounter.CxProtocolError : null);
        var request = context.Request;
        if (HttpProtocol.IsHttp10(request.Protocol))
            return Http10;
        if (HttpProtocol.IsHttp2(request.Protocol) && (IsAuthorityBad(request) || HasControlCharacter(request.Headers)))
            return BadRequest;
        if (IsConnect(request) && !IsWebSocket(context, connection))
            return Upgrade;
        if (target is null)
            return NoTarget;
        if (IsUnsafe(target))
            return BadRequest;
        return IsUpgrade(request.Headers, connection) && !IsWebSocket(context, connection) ? Upgrade : null;
    }

    /// <summary>
    /// Whether a target has more than visible ASCII, which HTTP/2 can carry and Kestrel lets through. In an HTTP/1.1 request line a blank would end the target;
    /// for a character beyond ASCII the client library leaves in its buffer what was there before. The codec refuses both on HTTP/1.
    /// </summary>
    private static bool IsUnsafe(string target) => target.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0;

    /// <summary>A WebSocket's opening: an upgrade of a GET on HTTP/1.1 (RFC 6455, 4.1), an extended CONNECT on HTTP/2 (RFC 8441). Its route decides.</summary>
    public static bool IsWebSocket(HttpContext context, DownstreamConnection connection)
    {
        if (IsConnect(context.Request))
            return context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: WebSocket };
        return context.Request.Method == HttpMethods.Get
            && string.Equals(context.Request.Headers.Upgrade.ToString(), WebSocket, StringComparison.OrdinalIgnoreCase)
            && IsUpgrade(context.Request.Headers, connection);
    }

    /// <summary>An upgrade is asked for with both headers; h2c is ignored, since HTTP/2 here comes with prior knowledge.</summary>
    private static bool IsUpgrade(IHeaderDictionary headers, DownstreamConnection connection)
    {
        var upgrade = headers.Upgrade;
        return upgrade.Count > 0
            && !string.Equals(upgrade.ToString(), "h2c", StringComparison.OrdinalIgnoreCase)
            && connection.Tokens is { HasUpgrade: true };
    }

    /// <summary>
    /// Over HTTP/2 an authority is asked for, as Envoy does, and it must be one (RFC 3986, 3.2.2). What Kestrel knows to be wrong it has reset already; on HTTP/1
    /// the codec checks the Host.
    /// </summary>
    private static bool IsAuthorityBad(HttpRequest request) =>
        request.Headers.Host.Count == 0 || !AuthoritySyntax.IsValid(request.Headers.Host.ToString());

    /// <summary>
    /// Whether a value has what no field may have (RFC 9110, 5.5), which HTTP/2 can carry and Kestrel lets through: a host that refuses it, or hangs up, would seem
    /// to be at fault.
    /// </summary>
    private static bool HasControlCharacter(IHeaderDictionary headers)
    {
        foreach (var (_, values) in headers)
        {
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(FieldBytes.ControlCharacters))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Methods are compared with case (RFC 9110, 9.1).</summary>
    private static bool IsConnect(HttpRequest request) => request.Method == HttpMethods.Connect;
}
