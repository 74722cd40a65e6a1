using EdgeProxy.Gateway.AccessLog;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The access log of the admin port, where one is configured (<c>admin.access_log_path</c>).</summary>
internal sealed class AdminLog(GatewayStore gateway, AccessLogSinks sinks, TimeProvider time)
{
    public void Write(HttpContext context)
    {
        if (gateway.Current.Config.Admin.AccessLogPath is not { Length: > 0 } path)
            return;
        var line = $"[{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}] \"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} "
            + $"{context.Request.Protocol}\" {context.Response.StatusCode} {context.Connection.RemoteIpAddress}\n";
        sinks.Get(path).Write(System.Text.Encoding.UTF8.GetBytes(line));
    }
}
