using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The commands about the process itself.</summary>
internal sealed class ServerCommands(
    ServerState state, ListenerStore listeners, GatewayStore gateway, ClusterStore clusters, LogLevels levels, AccessLogSinks logs, DrainOptions drain,
    IConfiguration configuration, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The version of the program.</summary>
    public static readonly string Version = typeof(ServerCommands).Assembly.GetName().Version?.ToString(3) ?? "0";

    private const string NoHotRestart = "disabled";
    private readonly long _started = Stopwatch.GetTimestamp();

    public string Phase => state.PhaseName;

    public IEnumerable<AdminCommand> Commands =>
    [
        new("/ready", Changes: false, "print server state, return 200 if LIVE, otherwise return 503", ReadyAsync) { IsProbe = true },
        new("/server_info", Changes: false, "print server version/status information", ServerInfoAsync),
        new("/hot_restart_version", Changes: false, "print the hot restart compatibility version", HotRestartVersionAsync),
        new("/init_dump", Changes: false, "dump current Envoy init manager information", InitDumpAsync),
        new("/runtime", Changes: false, "print runtime values", RuntimeAsync),
        new("/certs", Changes: false, "print certs on machine", CertificatesAsync),
        new("/reopen_logs", Changes: true, "reopen access logs", ReopenLogsAsync),
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
        gateway.Current.Config.RouteCount);

    private Task ReadyAsync(HttpContext context) =>
        AdminReply.TextAsync(context, state.Phase == ServerPhase.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, state.PhaseName + "\n");

    private Task ServerInfoAsync(HttpContext context) => AdminReply.JsonAsync(context, AdminJson.Write(json =>
    {
        json.WriteString("version", $"edge-proxy/{Version}");
        json.WriteString("state", state.PhaseName);
        json.WriteString("uptime_current_epoch", $"{(long)Stopwatch.GetElapsedTime(_started).TotalSeconds}s");
        json.WriteString("uptime_all_epochs", $"{(long)Stopwatch.GetElapsedTime(_started).TotalSeconds}s");
        json.WriteString("hot_restart_version", NoHotRestart);
        WriteOptions(json);
        json.WritePropertyName("node");
        EnvoyListenerJson.Node().WriteTo(json);
        json.WriteString("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        json.WriteNumber("process_id", Environment.ProcessId);
    }));

    /// <summary>Envoy's <c>CommandLineOptions</c>, as far as they have a meaning here.</summary>
    private void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteStartObject("command_line_options");
        json.WriteString("base_id", "0");
        json.WriteNumber("concurrency", Environment.ProcessorCount);
        json.WriteString("config_path", EnvoyConfigSource.FindFile(configuration) ?? "");
        json.WriteString("config_yaml", "");
        json.WriteString("admin_address_path", "");
        json.WriteString("local_address_ip_version", "v4");
        json.WriteString("log_level", levels.Effective("Default"));
        json.WriteString("mode", "Serve");
        json.WriteBoolean("disable_hot_restart", true);
        json.WriteNumber("restart_epoch", 0);
        json.WriteString("service_cluster", "");
        json.WriteString("service_node", "");
        json.WriteString("service_zone", "");
        json.WriteString("drain_strategy", "Gradual");
        json.WriteString("drain_time", Proto.Duration(drain.Time));
        json.WriteString("parent_shutdown_time", Proto.Duration(drain.Time + drain.Grace));
        json.WriteEndObject();
    }

    /// <summary>As an Envoy that was started with <c>--disable-hot-restart</c>.</summary>
    private static Task HotRestartVersionAsync(HttpContext context) => AdminReply.TextAsync(context, 200, NoHotRestart + "\n");

    private Task InitDumpAsync(HttpContext context) => AdminReply.JsonAsync(context, AdminJson.Write(json =>
    {
        var waiting = clusters.Warming.ToList();
        if (waiting.Count == 0)
            return;
        json.WriteStartArray("unready_targets_dumps");
        json.WriteStartObject();
        json.WriteString("name", "init manager Server");
        json.WriteStartArray("target_names");
        foreach (var name in waiting)
            json.WriteStringValue($"cluster {name}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    private Task RuntimeAsync(HttpContext context) => AdminReply.JsonAsync(context, AdminJson.Write(json =>
    {
        var values = EnvoyListenerJson.RuntimeValues(gateway.Current.Config).ToList();
        json.WriteStartArray("layers");
        if (values.Count > 0)
            json.WriteStringValue("static_layer_0");
        json.WriteEndArray();
        json.WriteStartObject("entries");
        foreach (var (key, value) in values)
        {
            json.WriteStartObject(key);
            json.WriteString("final_value", value.ToString());
            json.WriteStartArray("layer_values");
            json.WriteStringValue(value.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }));

    private Task CertificatesAsync(HttpContext context) =>
        AdminReply.JsonAsync(context, CertificateStatus.Json(gateway.Current.Config, time.GetUtcNow()));

    private Task ReopenLogsAsync(HttpContext context)
    {
        logs.Reopen();
        return AdminReply.TextAsync(context, 200, "OK\n");
    }

    private Task ListenersAsync(HttpContext context)
    {
        if (!AdminJson.IsRequested(context))
            return AdminReply.TextAsync(context, 200, string.Concat(listeners.Listeners.Select(listener => $"{listener.Name}::{listener.Address}\n")));
        return AdminReply.JsonAsync(context, AdminJson.Write(json =>
        {
            json.WriteStartArray("listener_statuses");
            foreach (var (name, address) in listeners.Listeners)
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
        var text = new StringBuilder();
        var error = context.Request.Query.Count == 0 ? null : ChangeLevels(context.Request.Query);
        if (error is not null)
        {
            text.Append("error: ").Append(LogTextEscaper.Escape(error)).Append("\n\n")
                .Append("usage: /logging?<name>=<level> (change single level)\n")
                .Append("usage: /logging?paths=name1:level1,name2:level2,... (change multiple levels)\n")
                .Append("usage: /logging?level=<level> (change all levels)\n")
                .Append("levels: ").AppendJoin(' ', LogLevels.Names).Append('\n');
        }

        text.Append("active loggers:\n");
        foreach (var (name, level) in levels.All)
            text.Append("  ").Append(name).Append(": ").Append(level).Append('\n');
        return AdminReply.TextAsync(context, error is null ? 200 : 400, text.Append('\n').ToString());
    }

    /// <summary>All of the changes, or none.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    private string? ChangeLevels(IQueryCollection query)
    {
        if (query.Count != 1)
            return "invalid number of parameters";
        var (key, value) = (query.First().Key, query.First().Value.ToString());
        if (key == "level")
            return levels.TrySetAll(value) ? null : $"unknown logger level: {value}";
        var changes = key == "paths"
            ? value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split(':', 2, StringSplitOptions.TrimEntries)).ToList()
            : [[key, value]];
        foreach (var change in changes)
        {
            if (change is not [{ Length: > 0 } name, { Length: > 0 } level])
                return "empty logger name or empty logger level";
            if (!LogLevels.IsKnownLevel(level))
                return $"unknown logger level: {level}";
            if (!levels.IsKnownLogger(name))
                return $"unknown logger name: {name}";
        }

        foreach (var change in changes)
            levels.SetLevel(change[0], change[1]);
        return null;
    }

    private async Task QuitAsync(HttpContext context)
    {
        await AdminReply.TextAsync(context, 200, "OK\n");
        lifetime.StopApplication();
    }
}
