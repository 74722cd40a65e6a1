using System.Net;
using EdgeProxy.Dashboard.Listening;

namespace EdgeProxy.Dashboard.Security;

/// <summary>
/// Who comes over loopback must also say so in the Host header. A page of the internet whose name was made to resolve to 127.0.0.1
/// (DNS rebinding) says its own name, and is refused.
/// </summary>
internal static class LoopbackHost
{
    // What Docker Desktop calls this machine from within a container.
    private const string DockerHost = "host.docker.internal";

    public static Task RequireAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        var isOverLoopback = context.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address);
        var isFrontend = context.Features.Get<FrontendConnection>() is not null;
        if (!isOverLoopback || FrontendAddress.IsLoopback(host) || (!isFrontend && host == DockerHost))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("The Host header names another machine. Ask for http://localhost instead.", context.RequestAborted);
    }
}
