using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Bootstrap</c>: the whole file.</summary>
internal static class BootstrapReader
{
    public static GatewayConfig Read(Message bootstrap)
    {
        var resources = bootstrap.RequiredChild("static_resources");
        var secrets = SecretStore.Read(resources);
        var clusters = resources is null ? [] : ReadClusters(resources, secrets);
        var names = clusters.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
        // An empty name stands for clusters that could not be read: no route is refused for the want of one.
        if (resources?.IsReadable("clusters") == false)
            names.Add("");
        var listeners = resources is null ? [] : ReadListeners(resources, names, secrets);
        resources?.Finish();

        var config = new GatewayConfig
        {
            Clusters = [.. clusters],
            Listeners = [.. listeners],
            Admin = AdminReader.Read(bootstrap.Child("admin")),
        };
        config = RuntimeReader.Read(bootstrap, config);
        bootstrap.Refuse("nothing is fetched from a control plane; write listeners and clusters into 'static_resources'.", "dynamic_resources", "hds_config",
            "config_sources", "default_config_source", "xds_delegate_extension", "xds_config_tracker_extension");
        bootstrap.Refuse("certificates stand in files, or in 'static_resources.secrets'.", "certificate_provider_instances");
        bootstrap.Refuse("expressions are RE2's.", "default_regex_engine");
        config = OverloadReader.Read(bootstrap, config);
        bootstrap.Refuse("names are resolved by the system's resolver.", "typed_dns_resolver_config", "dns_resolution_config", "use_tcp_for_dns_lookups");
        bootstrap.Refuse("the headers' prefix is 'x-envoy'.", "header_prefix");
        bootstrap.Ignore("statistics are read at the admin port and sent by OpenTelemetry.", "stats_sinks", "stats_config", "stats_flush_interval", "stats_flush_on_admin");
        bootstrap.Ignore("traces are sent by OpenTelemetry, as the OTEL_ environment variables say.", "tracing");
        bootstrap.Ignore("it has no meaning outside Envoy.", "node", "cluster_manager", "deferred_stat_options", "stats_eviction_interval", "perf_tracing_file_path", "listener_manager", "application_log_config", "memory_allocator_manager", "watchdog", "watchdogs", "flags_path", "bootstrap_extensions", "fatal_actions",
            "enable_dispatcher_stats", "default_socket_interface", "stats_server_version_override", "node_context_params", "inline_headers", "grpc_async_client_manager_config");
        bootstrap.Finish();
        return config;
    }

    private static List<ClusterConfig> ReadClusters(Message resources, SecretStore secrets)
    {
        var clusters = new List<ClusterConfig>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in resources.Children("clusters"))
        {
            var cluster = ClusterReader.Read(message, secrets);
            if (!names.Add(cluster.Name) && cluster.Name.Length > 0)
                message.Error("name", $"the name '{cluster.Name}' is used twice; give each cluster one of its own.");
            clusters.Add(cluster);
        }

        return clusters;
    }

    private static List<ListenerConfig> ReadListeners(Message resources, HashSet<string> clusters, SecretStore secrets)
    {
        var messages = resources.Children("listeners");
        if (messages.Count == 0 && resources.IsReadable("listeners"))
            resources.Error("'listeners' must have one listener or more.");
        var listeners = new List<ListenerConfig>();
        var (names, addresses) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<SocketAddressConfig>());
        foreach (var message in messages)
        {
            if (ListenerReader.Read(message, clusters, secrets) is not { } listener)
                continue;
            if (listener.Name.Length > 0 && !names.Add(listener.Name))
                message.Error("name", $"the name '{Scalars.Short(listener.Name)}' is used twice; give each listener one of its own.");
            if (listener.Address is { Port: > 0 } address && !addresses.Add(address))
                message.Error("address", $"another listener has the address '{address}' already.");
            listeners.Add(listener);
        }

        return [.. listeners.Select((listener, index) => listener.Name.Length > 0 ? listener : listener with { Name = FreeName(names, index) })];
    }

    /// <summary>Envoy makes a random name for a listener without one.</summary>
    private static string FreeName(HashSet<string> taken, int index)
    {
        var name = $"listener_{index}";
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
