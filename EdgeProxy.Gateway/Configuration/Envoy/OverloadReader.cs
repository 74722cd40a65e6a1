using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>overload_manager</c>: the limit of all connections is done, and a watch over the heap turns on the gateway's own.</summary>
internal static class OverloadReader
{
    private const string Field = "overload_manager";

    public static GatewayConfig Read(Message bootstrap, GatewayConfig config)
    {
        if (bootstrap.Child(Field) is not { } manager)
            return config;
        foreach (var monitor in manager.Children("resource_monitors"))
        {
            switch (Extension.Open(monitor, out var settings))
            {
                case "DownstreamConnectionsConfig" or "envoy.resource_monitors.global_downstream_max_connections" when settings is not null:
                    config = config with { MaxConnections = settings.Integer("max_active_downstream_connections", 1, long.MaxValue) ?? config.MaxConnections };
                    settings.Finish();
                    break;
                case "FixedHeapConfig" or "envoy.resource_monitors.fixed_heap":
                    config = config with { ShedsLoadNearMemoryLimit = true };
                    monitor.Warning("name", "the gateway watches its own memory limit: it gives memory back at 95 % and refuses requests at 98 %, whatever the thresholds here.");
                    break;
                case var kind:
                    monitor.Warning("name", $"ignored: the gateway does not watch '{Scalars.Short(kind)}'.");
                    break;
            }

            monitor.Finish();
        }

        manager.Ignore("the gateway's own reaction to a full memory is fixed.", "actions", "loadshed_points", "buffer_factory_config");
        manager.Skip("refresh_interval");
        manager.Finish();
        return config;
    }
}
