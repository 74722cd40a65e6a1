using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What Envoy's connection manager refuses before it looks for a route.</summary>
internal static class RequestChecks
{
    private static readonly RequestRefusal Http10 = new(StatusCodes.Status426UpgradeRequired, "", ResponseFlags.DPE, Closes: true);
    private static readonly RequestRefusal NoTarget = new(StatusCodes.Status404NotFound, "", ResponseFlags.NR, Closes: false);
    private static readonly RequestRefusal Upgrade = new(StatusCodes.Status403Forbidden, "", ResponseFlags.None, Closes: true);

    /// <summary>The refusal, or null.</summary>
    public static RequestRefusal? Refuse(HttpContext context, DownstreamConnection connection, string? target)
    {
        if (connection.Refusal is { } codec)
            return new RequestRefusal(codec.Status, codec.Body, codec.Flag, Closes: true);
        var request = context.Request;
        if (HttpProtocol.IsHttp10(request.Protocol))
            return Http10;
        if (HttpMethods.IsConnect(request.Method))
            return Upgrade;
        if (target is null)
            return NoTarget;
        return IsUpgrade(request.Headers) ? Upgrade : null;
    }

    /// <summary>An upgrade is asked for with both headers; h2c is ignored, since HTTP/2 here comes with prior knowledge.</summary>
    private static bool IsUpgrade(IHeaderDictionary headers)
    {
        var upgrade = headers.Upgrade;
        return upgrade.Count > 0
            && !string.Equals(upgrade.ToString(), "h2c", StringComparison.OrdinalIgnoreCase)
            && HopByHop.HasToken(headers.Connection, "upgrade");
    }
}
