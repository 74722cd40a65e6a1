using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Hosting;

/// <summary><c>--mode validate</c>, as Envoy has it: the configuration is checked, and the program ends.</summary>
internal static class ValidateMode
{
    private const string Switch = "mode";

    /// <summary>Whether it is asked for.</summary>
    /// <exception cref="GatewayConfigException">Another mode is.</exception>
    public static bool IsRequested(IConfiguration configuration) => configuration[Switch] switch
    {
        null or "" or "serve" => false,
        "validate" => true,
        var other => throw new GatewayConfigException([new($"--{Switch}", $"'{other}' is not allowed; serve and validate are.")]),
    };

    /// <summary>Checks the configuration and says what it has.</summary>
    /// <exception cref="GatewayConfigException">It cannot be used; the exception names every error.</exception>
    public static void Run(IConfiguration configuration, TextWriter output)
    {
        var (config, _, _, warnings) = GatewayConfiguration.Read(configuration);
        // What a start makes of it, but for sockets and hosts.
        new GatewaySnapshot(
            config, _ => null, log => new AccessLogger(AccessLogFormat.Create(log), sink: null!, AccessLogFilter.Create(log.Filter)), new FilterEnvironment(new FilterStats(), () => false),
            new HttpStatsStore(), TimeProvider.System).Dispose();
        foreach (var warning in warnings)
            output.WriteLine($"warning: {warning}");
        var hosts = config.ConnectionManagers().Sum(manager => manager.VirtualHosts.Count);
        output.WriteLine(
            $"configuration '{EnvoyConfigSource.FindFile(configuration) ?? "ReverseProxy"}' OK: {(config.Listeners.Count > 1 ? $"{config.Listeners.Count} listeners, " : "")}{hosts} virtual host(s), "
            + $"{config.RouteCount} route(s), {config.Clusters.Count} cluster(s), {warnings.Count} warning(s)");
    }
}
