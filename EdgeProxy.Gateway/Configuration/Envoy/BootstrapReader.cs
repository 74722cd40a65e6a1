using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Bootstrap</c>: the whole file.</summary>
internal static class BootstrapReader
{
    public static GatewayConfig Read(Message bootstrap)
    {
        var resources = bootstrap.RequiredChild("static_resources");
        var clusters = resources is null ? [] : ReadClusters(resources);
        var names = clusters.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
        // An empty name stands for clusters that could not be read: no route is refused for the want of one.
        if (resources?.IsReadable("clusters") == false)
            names.Add("");
        var listener = (resources is null ? null : ReadListener(resources, names)) ?? new ListenerConfig();
        resources?.Refuse("certificates stand in files that the gateway's own settings name.", "secrets");
        resources?.Finish();

        var config = new GatewayConfig
        {
            Clusters = [.. clusters],
            Listener = listener,
            Admin = AdminReader.Read(bootstrap.Child("admin")),
        };
        config = RuntimeReader.Read(bootstrap, config);
        bootstrap.Refuse("nothing is fetched from a control plane; write listeners and clusters into 'static_resources'.", "dynamic_resources", "hds_config");
        config = OverloadReader.Read(bootstrap, config);
        bootstrap.Refuse("names are resolved by the system's resolver.", "typed_dns_resolver_config", "dns_resolution_config", "use_tcp_for_dns_lookups");
        bootstrap.Refuse("the headers' prefix is 'x-envoy'.", "header_prefix");
        bootstrap.Ignore("statistics are read at the admin port and sent by OpenTelemetry.", "stats_sinks", "stats_config", "stats_flush_interval", "stats_flush_on_admin");
        bootstrap.Ignore("traces are sent by OpenTelemetry, as the OTEL_ environment variables say.", "tracing");
        bootstrap.Ignore("it has no meaning outside Envoy.", "node", "cluster_manager", "watchdog", "watchdogs", "flags_path", "bootstrap_extensions", "fatal_actions",
            "enable_dispatcher_stats", "default_socket_interface", "stats_server_version_override", "node_context_params", "inline_headers", "grpc_async_client_manager_config");
        bootstrap.Finish();
        return config;
    }

    private static List<ClusterConfig> ReadClusters(Message resources)
    {
        var clusters = new List<ClusterConfig>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in resources.Children("clusters"))
        {
            var cluster = ClusterReader.Read(message);
            if (!names.Add(cluster.Name) && cluster.Name.Length > 0)
                message.Error("name", $"the name '{cluster.Name}' is used twice; give each cluster one of its own.");
            clusters.Add(cluster);
        }

        return clusters;
    }

    private static ListenerConfig? ReadListener(Message resources, HashSet<string> clusters)
    {
        var listeners = resources.Children("listeners");
        if (listeners.Count == 0)
        {
            if (resources.IsReadable("listeners"))
                resources.Error("'listeners' must have one listener.");
            return null;
        }

        foreach (var further in listeners.Skip(1))
            further.Error("not supported: a second listener. The gateway has one; run a second gateway with a file of its own for this one.");
        return ListenerReader.Read(listeners[0], clusters);
    }
}
