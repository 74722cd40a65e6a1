using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Cluster</c>.</summary>
internal static class ClusterReader
{
    private static readonly Dictionary<string, ClusterDiscovery> Types = new()
    {
        ["STATIC"] = ClusterDiscovery.Static,
        ["STRICT_DNS"] = ClusterDiscovery.StrictDns,
        ["LOGICAL_DNS"] = ClusterDiscovery.LogicalDns,
    };

    private static readonly Dictionary<string, DnsLookupFamily> Families = new()
    {
        ["AUTO"] = DnsLookupFamily.Auto,
        ["V4_ONLY"] = DnsLookupFamily.V4Only,
        ["V6_ONLY"] = DnsLookupFamily.V6Only,
        ["V4_PREFERRED"] = DnsLookupFamily.V4Preferred,
        ["ALL"] = DnsLookupFamily.All,
    };

    public static ClusterConfig Read(Message cluster, SecretStore secrets)
    {
        var config = new ClusterConfig
        {
            Name = cluster.RequiredText("name"),
            Discovery = cluster.Choice("type", Types, "STATIC", "STRICT_DNS", "LOGICAL_DNS", "EDS", "ORIGINAL_DST")
                // Envoy's default; after an error, what checks no addresses.
                ?? (cluster.Has("type") ? ClusterDiscovery.StrictDns : ClusterDiscovery.Static),
            Endpoints = EndpointReader.Read(cluster),
            // Envoy's own default, where version 2 had none.
            ConnectTimeout = cluster.PositiveDuration("connect_timeout") ?? TimeSpan.FromSeconds(5),
            DnsRefreshRate = cluster.PositiveDuration("dns_refresh_rate") ?? TimeSpan.FromSeconds(5),
            DnsLookupFamily = cluster.Choice("dns_lookup_family", Families, "AUTO", "V4_ONLY", "V6_ONLY", "V4_PREFERRED", "ALL") ?? DnsLookupFamily.Auto,
            Tls = UpstreamTlsReader.Read(cluster, secrets),
            HealthChecks = [.. cluster.Children("health_checks").Select(HealthCheckReader.Read)],
            OutlierDetection = OutlierDetectionReader.Read(cluster.Child("outlier_detection")),
        };
        CheckAddresses(cluster, config);
        config = BalancingReader.Read(cluster, config);
        config = UpstreamProtocolReader.Read(cluster, config);
        config = config with { CircuitBreakers = CircuitBreakersReader.Read(cluster.Child("circuit_breakers")) };
        RefuseUnsupported(cluster);
        cluster.Finish();
        return config;
    }

    private static void CheckAddresses(Message cluster, ClusterConfig config)
    {
        if (config.Discovery == ClusterDiscovery.LogicalDns && config.Endpoints.Count != 1)
            cluster.Error("type", $"LOGICAL_DNS takes exactly one endpoint, not {config.Endpoints.Count}; use STRICT_DNS for several.");
        if (config.Discovery != ClusterDiscovery.Static)
            return;
        foreach (var endpoint in config.Endpoints.Where(endpoint => !System.Net.IPAddress.TryParse(endpoint.Address, out _)))
            cluster.Error("type", $"'{Scalars.Short(endpoint.Address)}' is not an IP address; a STATIC cluster (the default) takes only those. Use STRICT_DNS for names.");
    }

    private static void RefuseUnsupported(Message cluster)
    {
        cluster.Refuse("type is; hosts come from 'load_assignment'.", "cluster_type", "eds_cluster_config", "original_dst_lb_config");
        cluster.Refuse("there are no subsets.", "lb_subset_config");
        cluster.Refuse("names are resolved by the system's resolver.", "dns_resolvers", "dns_resolution_config", "typed_dns_resolver_config", "use_tcp_for_dns_lookups");
        cluster.Refuse("connections are made from any address of the machine.", "upstream_bind_config");
        cluster.Refuse("there is no such feature.", "filters", "upstream_config", "transport_socket_matches", "transport_socket_matcher", "upstream_http_protocol_options",
            "max_requests_per_connection");
        cluster.RefuseTrue("connections are shared.", "connection_pool_per_downstream_connection");
        cluster.Ignore("a name is asked for again every 'dns_refresh_rate', whatever came of it.", "dns_failure_refresh_rate", "dns_jitter");
        cluster.RefuseTrue("a name is asked for again every 'dns_refresh_rate'.", "respect_dns_ttl");
        cluster.Ignore("the client and the kernel choose it.", "per_connection_buffer_limit_bytes", "upstream_connection_options", "preconnect_policy", "prefetch_policy");
        cluster.Ignore("it only affects when unused connections are closed.", "cleanup_interval", "close_connections_on_host_health_failure",
            "drain_connections_on_host_removal", "ignore_health_on_host_removal", "wait_for_warm_on_init", "dns_min_refresh_rate");
        cluster.Ignore("statistics bear the cluster's name.", "alt_stat_name", "track_timeout_budgets", "track_cluster_stats", "lrs_server", "lrs_report_endpoint_metrics");
        cluster.Skip("metadata");
    }
}
