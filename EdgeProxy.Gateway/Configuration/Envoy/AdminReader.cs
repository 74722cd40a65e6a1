using System.Net;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Admin</c>.</summary>
internal static class AdminReader
{
    public static AdminConfig Read(Message? admin)
    {
        if (admin is null)
            return new AdminConfig();
        var address = AddressReader.Read(admin.RequiredChild("address"), upstream: false);
        if (address is not null && (!IPAddress.TryParse(address.Address, out var ip) || !IPAddress.IsLoopback(ip)))
            admin.Warning("address", "callers that are not on loopback get the read-only probe /ready alone, unless a setting opens more (Envoy opens all of it).");
        var path = admin.Text("access_log_path");
        foreach (var log in admin.Children("access_log"))
            path = AccessLogReader.Read(log)?.Path ?? path;
        admin.Ignore("there is no CPU profiler.", "profile_path");
        admin.Refuse("socket options are not set.", "socket_options");
        admin.Skip("ignore_global_conn_limit");
        admin.Finish();
        // Envoy's own way of saying "no log".
        return new AdminConfig { Address = address, AccessLogPath = path is "" or "/dev/null" ? null : path };
    }
}
