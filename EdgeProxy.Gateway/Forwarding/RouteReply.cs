using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The answers of routes that forward nothing: redirects and direct responses.</summary>
internal static class RouteReply
{
    /// <summary>Answers.</summary>
    /// <param name="info">The request.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="route">The route.</param>
    /// <param name="server">The value of the header <c>server</c>.</param>
    public static Task WriteAsync(in RequestInfo info, DownstreamConnection connection, Route route, StringValues server)
    {
        var (context, target) = (info.Context, info.Target);
        var response = context.Response;
        var (status, body) = (StatusCodes.Status200OK, "");
        switch (route.Config.Action)
        {
            case RedirectActionConfig redirect:
                if (Location(context.Request, connection.Scheme, route, redirect, target) is not { } location)
                    return LocalReply.WriteAsync(context, StatusCodes.Status400BadRequest, "");
                status = redirect.Status;
                response.Headers.Location = location;
                break;
            case DirectResponseConfig direct:
                (status, body) = (direct.Status, direct.Body);
                break;
        }

        var bytes = LocalReply.Prepare(context, status, body);
        if (route.ResponseHeaders is { } changes)
            DownstreamResponseHeaders.Apply(changes, info);
        response.Headers.Server = server;
        return LocalReply.SendAsync(context, bytes);
    }

    /// <summary>Envoy's answer to cleartext where a virtual host requires TLS: 301 to the same place.</summary>
    public static Task RedirectToTlsAsync(HttpContext context, string target)
    {
        if (HttpsLocation(context, target) is not { } location)
            return LocalReply.WriteAsync(context, StatusCodes.Status400BadRequest, "");
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    /// <summary>The same place over TLS; null for a request without a host, whose path would be taken for one.</summary>
    public static string? HttpsLocation(HttpContext context, string target) => context.Request.Headers.Host.ToString() is { Length: > 0 } host
        ? $"https://{WithoutDefaultPort(host, "https", "http")}{target}"
        : null;

    /// <summary>Where a redirect leads; null where the request names no host. The scheme that the client claims is not used.</summary>
    private static string? Location(HttpRequest request, string oldScheme, Route route, RedirectActionConfig redirect, string target)
    {
        var scheme = redirect.HttpsRedirect ? "https" : redirect.Scheme ?? oldScheme;
        var host = redirect.Host ?? WithoutDefaultPort(request.Headers.Host.ToString(), scheme, oldScheme);
        if (host.Length == 0)
            return null;
        if (redirect.Port is { } port)
            host = $"{HostAlone(host)}:{port}";
        var path = Path(route, redirect, target);
        // Without a slash it would become a part of the host.
        return path is ['/', ..] ? $"{scheme}://{host}{path}" : $"{scheme}://{host}/{path}";
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
