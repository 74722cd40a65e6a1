using System.Diagnostics;
using System.Text;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Draining;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The commands about the process itself.</summary>
internal sealed class ServerCommands(
    ServerState state, ListenerStore listeners, GatewayStore gateway, ClusterStore clusters, LogLevels levels, IHostApplicationLifetime lifetime)
{
    private static readonly string Version = typeof(ServerCommands).Assembly.GetName().Version?.ToString(3) ?? "0";
    private readonly long _started = Stopwatch.GetTimestamp();

    public string Phase => state.PhaseName;

    public IEnumerable<AdminCommand> Commands =>
    [
        new("/ready", Changes: false, "print server state, return 200 if LIVE, otherwise return 503", ReadyAsync) { IsProbe = true },
        new("/server_info", Changes: false, "print server version/status information", ServerInfoAsync),
        new("/listeners", Changes: false, "print listener info", ListenersAsync),
        new("/memory", Changes: false, "print current allocation/heap usage", MemoryAsync),
        new("/healthcheck/fail", Changes: true, "cause the server to fail health checks", context => SetFailingAsync(context, isFailing: true)),
        new("/healthcheck/ok", Changes: true, "cause the server to pass health checks", context => SetFailingAsync(context, isFailing: false)),
        new("/drain_listeners", Changes: true, "drain listeners", DrainListenersAsync),
        new("/logging", Changes: true, "query/change logging levels", LoggingAsync),
        new("/quitquitquit", Changes: true, "exit the server", QuitAsync),
    ];

    /// <summary>Clusters, hosts and routes, for the home page.</summary>
    public (int Clusters, int Hosts, int Routes) Sizes() => (
        clusters.All.Count(),
        clusters.All.Sum(cluster => cluster.Hosts.All.Length),
        gateway.Current.Config.Listener.VirtualHosts.Sum(host => host.Routes.Count));

    private Task ReadyAsync(HttpContext context) =>
        AdminReply.TextAsync(context, state.Phase == ServerPhase.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, state.PhaseName + "\n");

    private Task ServerInfoAsync(HttpContext context) => AdminReply.JsonAsync(context, AdminJson.Write(json =>
    {
        json.WriteString("version", $"edge-proxy/{Version}");
        json.WriteString("state", state.PhaseName);
        json.WriteString("uptime_current_epoch", $"{(long)Stopwatch.GetElapsedTime(_started).TotalSeconds}s");
        json.WriteString("uptime_all_epochs", $"{(long)Stopwatch.GetElapsedTime(_started).TotalSeconds}s");
        json.WriteString("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        json.WriteNumber("process_id", Environment.ProcessId);
    }));

    private Task ListenersAsync(HttpContext context)
    {
        var name = gateway.Current.Config.Listener.Name;
        if (!AdminJson.IsAsked(context))
            return AdminReply.TextAsync(context, 200, string.Concat(listeners.Edge.Select(address => $"{name}::{address}\n")));
        return AdminReply.JsonAsync(context, AdminJson.Write(json =>
        {
            json.WriteStartArray("listener_statuses");
            foreach (var address in listeners.Edge)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                AdminJson.WriteAddress(json, "local_address", address);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }));
    }

    private static Task MemoryAsync(HttpContext context)
    {
        var memory = GC.GetGCMemoryInfo();
        return AdminReply.JsonAsync(context, AdminJson.Write(json =>
        {
            json.WriteString("allocated", GC.GetTotalMemory(forceFullCollection: false).ToString());
            json.WriteString("heap_size", memory.HeapSizeBytes.ToString());
            json.WriteString("pageheap_unmapped", "0");
            json.WriteString("pageheap_free", (memory.TotalCommittedBytes - memory.HeapSizeBytes).ToString());
            json.WriteString("total_physical_bytes", Environment.WorkingSet.ToString());
        }));
    }

    private Task SetFailingAsync(HttpContext context, bool isFailing)
    {
        state.SetFailing(isFailing);
        return AdminReply.TextAsync(context, 200, "OK\n");
    }

    private Task DrainListenersAsync(HttpContext context)
    {
        state.SetStopping();
        return AdminReply.TextAsync(context, 200, "OK\n");
    }

    private Task LoggingAsync(HttpContext context)
    {
        var query = context.Request.Query;
        foreach (var (name, value) in query)
        {
            if (!levels.TrySet(name == "level" ? "Default" : name, value.ToString()))
                return AdminReply.TextAsync(context, 400, $"error: unknown level '{value}'; allowed: {string.Join(", ", LogLevels.Names)}\n");
        }

        var text = new StringBuilder("active loggers:\n");
        foreach (var (name, level) in levels.All)
            text.Append("  ").Append(name).Append(": ").Append(level).Append('\n');
        return AdminReply.TextAsync(context, 200, text.ToString());
    }

    private async Task QuitAsync(HttpContext context)
    {
        await AdminReply.TextAsync(context, 200, "OK\n");
        lifetime.StopApplication();
    }
}
