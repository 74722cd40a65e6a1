using System.Text;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Observability.AccessLog;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The access log of the admin port, where one is configured (<c>admin.access_log_path</c>).</summary>
internal sealed class AdminLog(GatewayStore gateway, AccessLogSinks sinks, TimeProvider time)
{
    public void Write(HttpContext context)
    {
        if (gateway.Current.Config.Admin.AccessLogPath is not { Length: > 0 } path)
            return;
        // As it was sent: a decoded path could bring what its escapes kept out.
        var target = LogTextEscaper.Escape(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
        var line = $"[{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}] \"{LogTextEscaper.Escape(context.Request.Method)} {target} "
            + $"{context.Request.Protocol}\" {context.Response.StatusCode} {context.Connection.RemoteIpAddress}\n";
        sinks.Get(path).Write(Encoding.UTF8.GetBytes(line));
    }
}
