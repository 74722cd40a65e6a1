using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Cross-origin requests (Envoy, "CORS"): preflights are answered here, other answers get what lets a page read them.</summary>
internal static class Cors
{
    private const string PrivateNetworkRequest = "access-control-request-private-network";
    private const string PrivateNetworkAnswer = "access-control-allow-private-network";

    /// <summary>Sets the headers of a request from an allowed origin.</summary>
    /// <returns>Whether the request is a preflight, which is thereby answered.</returns>
    public static bool Apply(HttpContext context, CorsPolicy policy)
    {
        var (request, cors) = (context.Request, policy.Config);
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return false;
        var isPreflight = request.Method == HttpMethods.Options && request.Headers.AccessControlRequestMethod.Count > 0;
        if (!policy.Allows(origin))
            return isPreflight && !cors.ForwardNotMatchingPreflights;
        if (isPreflight)
        {
            Write(context.Response, cors, origin, isPreflight: true);
            if (cors.AllowPrivateNetworkAccess && request.Headers[PrivateNetworkRequest] == "true")
                context.Response.Headers[PrivateNetworkAnswer] = "true";
        }
        else
        {
            context.Response.OnStarting(() => WriteLater(context.Response, cors, origin));
        }

        return isPreflight;
    }

    /// <summary>Over what the upstream says itself.</summary>
    private static Task WriteLater(HttpResponse response, CorsConfig cors, string origin)
    {
        Write(response, cors, origin, isPreflight: false);
        return Task.CompletedTask;
    }

    private static void Write(HttpResponse response, CorsConfig cors, string origin, bool isPreflight)
    {
        var headers = response.Headers;
        headers.AccessControlAllowOrigin = origin;
        if (cors.AllowCredentials)
            headers.AccessControlAllowCredentials = "true";
        if (!isPreflight)
        {
            if (cors.ExposeHeaders.Count > 0)
                headers.AccessControlExposeHeaders = string.Join(',', cors.ExposeHeaders);
            return;
        }

        if (cors.AllowMethods.Count > 0)
            headers.AccessControlAllowMethods = string.Join(',', cors.AllowMethods);
        if (cors.AllowHeaders.Count > 0)
            headers.AccessControlAllowHeaders = string.Join(',', cors.AllowHeaders);
        if (cors.MaxAge is { } age)
            headers.AccessControlMaxAge = ((long)age.TotalSeconds).ToString();
    }
}
