using EdgeProxy.Gateway.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The answers of routes that forward nothing: redirects and direct responses.</summary>
internal static class RouteReply
{
    public static Task WriteAsync(HttpContext context, Route route, string target)
    {
        var response = context.Response;
        var (status, body) = (StatusCodes.Status200OK, "");
        switch (route.Config.Action)
        {
            case RedirectActionConfig redirect:
                status = redirect.Status;
                response.Headers.Location = Location(context, route, redirect, target);
                break;
            case DirectResponseConfig direct:
                (status, body) = (direct.Status, direct.Body);
                break;
        }

        var bytes = LocalReply.Prepare(context, status, body);
        if (route.ResponseHeaders is { } changes)
            DownstreamResponseHeaders.Apply(changes, context, upstreamHost: null);
        return LocalReply.SendAsync(context, bytes);
    }

    /// <summary>Envoy's answer to cleartext where a virtual host requires TLS: 301 to the same place.</summary>
    public static Task RedirectToTlsAsync(HttpContext context, string target)
    {
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = HttpsLocation(context, target);
        return Task.CompletedTask;
    }

    /// <summary>The same place over TLS.</summary>
    public static string HttpsLocation(HttpContext context, string target) =>
        $"https://{WithoutDefaultPort(context.Request.Headers.Host.ToString(), "https", "http")}{target}";

    private static string Location(HttpContext context, Route route, RedirectActionConfig redirect, string target)
    {
        var request = context.Request;
        var scheme = redirect.HttpsRedirect ? "https" : redirect.Scheme ?? request.Scheme;
        var host = redirect.Host ?? WithoutDefaultPort(request.Headers.Host.ToString(), scheme, request.Scheme);
        if (redirect.Port is { } port)
            host = $"{HostAlone(host)}:{port}";
        return $"{scheme}://{host}{Path(route, redirect, target)}";
    }

    private static string Path(Route route, RedirectActionConfig redirect, string target)
    {
        var path = redirect.Path;
        if (path is null)
        {
            path = TargetRewrite.Create(redirect.PrefixRewrite, redirect.RegexRewrite, route.Config.Match)?.Apply(target) ?? target;
            return redirect.StripQuery ? path[..RequestTarget.PathLength(path)] : path;
        }

        // A path of its own keeps the query of the request unless it has one.
        var query = target.AsSpan(RequestTarget.PathLength(target));
        return redirect.StripQuery || path.Contains('?', StringComparison.Ordinal) ? path : string.Concat(path, query);
    }

    /// <summary>A port that was the old scheme's own says nothing under another scheme.</summary>
    private static string WithoutDefaultPort(string host, string scheme, string oldScheme)
    {
        if (scheme == oldScheme)
            return host;
        var old = oldScheme == "http" ? ":80" : ":443";
        return host.EndsWith(old, StringComparison.Ordinal) ? host[..^old.Length] : host;
    }

    private static string HostAlone(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
