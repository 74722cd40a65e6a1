using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Listener</c>: one address, and filter chains of one filter each.</summary>
internal static class ListenerReader
{
    private static readonly TimeSpan DefaultInspectionTimeout = new ListenerConfig().InspectionTimeout;

    /// <summary>Reads a listener; null where no filter chain of it can be read.</summary>
    /// <param name="listener">The message.</param>
    /// <param name="clusters">The clusters that there are.</param>
    /// <param name="secrets">The secrets that TLS contexts may name.</param>
    public static ListenerConfig? Read(Message listener, HashSet<string> clusters, SecretStore secrets)
    {
        var address = AddressReader.Read(listener.RequiredChild("address"), upstream: false);
        ReadListenerFilters(listener);
        var messages = listener.Children("filter_chains");
        if (messages.Count == 0 && listener.IsReadable("filter_chains") && !listener.Has("default_filter_chain"))
            listener.Error("'filter_chains' must have a filter chain, or 'default_filter_chain' must be given.");
        var chains = ReadChains(messages, address, clusters, secrets);
        var last = listener.Child("default_filter_chain") is { } message ? ReadChain(message, address, clusters, secrets) : null;
        var shared = chains.Append(last).OfType<FilterChainConfig>().Select(chain => chain.ConnectionManager);
        if (shared.DistinctBy(manager => (manager.IdleTimeout, manager.StreamIdleTimeout, manager.Http2)).Count() > 1)
            listener.Warning("filter_chains", "they differ in idle_timeout, stream_idle_timeout or http2_protocol_options; the loosest of each counts for the connections of all.");
        RefuseTheRest(listener);
        var timeout = listener.LimitOrNone("listener_filters_timeout") ?? DefaultInspectionTimeout;
        var continues = listener.Bool("continue_on_listener_filters_timeout") ?? false;
        var name = listener.Text("name") ?? "";
        listener.Finish();
        return chains.Count == 0 && last is null ? null : new ListenerConfig
        {
            Name = name,
            Address = address,
            FilterChains = [.. chains],
            DefaultFilterChain = last,
            InspectionTimeout = timeout,
            ContinuesOnInspectionTimeout = continues,
        };
    }

    private static void RefuseTheRest(Message listener)
    {
        listener.RefuseTrue("the listener takes the connections that come to its own address.", "use_original_dst", "transparent", "freebind");
        listener.Refuse("the listener takes the connections that come to its own address; write another listener for another address.", "additional_addresses");
        listener.Refuse("a listener is an HTTP listener over TCP.", "api_listener", "udp_listener_config", "internal_listener", "listener_specifier");
        listener.Refuse("write 'filter_chain_match' into the filter chains.", "filter_chain_matcher", "fcds_config");
        listener.Refuse("sockets have the options that the server gives them; set others for the machine, as with sysctl.", "socket_options");
        if (listener.Bool("bind_to_port") == false)
            listener.Error("bind_to_port", "'false' is not supported: the listener binds to its port.");
        listener.Ignore(
            "the server and the kernel choose it.", "per_connection_buffer_limit_bytes", "tcp_fast_open_queue_length", "reuse_port", "enable_reuse_port",
            "connection_balance_config", "tcp_backlog_size", "tcp_keepalive", "max_connections_to_accept_per_socket_event", "enable_mptcp");
        listener.Ignore("requests are logged by the connection manager's access log.", "access_log");
        listener.Ignore("draining is set up by the gateway's own settings.", "drain_type");
        listener.Skip("metadata", "traffic_direction", "stat_prefix", "ignore_global_conn_limit", "deprecated_v1", "bypass_overload_manager");
    }

    private static List<FilterChainConfig> ReadChains(IReadOnlyList<Message> messages, SocketAddressConfig? address, HashSet<string> clusters, SecretStore secrets)
    {
        var chains = new List<FilterChainConfig>();
        var claimed = new HashSet<(string ServerName, string Transport, string Protocol)>();
        foreach (var message in messages)
        {
            if (ReadChain(message, address, clusters, secrets) is not { } chain)
                continue;
            // Envoy: "multiple filter chains with overlapping matching rules are defined".
            if (chain.Match.Combinations().Where(one => !claimed.Add(one)).Select(FilterChainMatchReader.Describe).FirstOrDefault() is { } again)
                message.Error($"another filter chain takes the same connections ({again}); give each one a 'filter_chain_match' of its own.");
            chains.Add(chain);
        }

        return chains;
    }

    private static void ReadListenerFilters(Message listener)
    {
        foreach (var filter in listener.Children("listener_filters"))
        {
            var kind = Extension.Open(filter, out var config);
            switch (kind)
            {
                case "TlsInspector" or "envoy.filters.listener.tls_inspector" or "envoy.listener.tls_inspector":
                    config?.Refuse("no fingerprint of a client is made.", "enable_ja3_fingerprinting", "enable_ja4_fingerprinting");
                    config?.Skip("initial_read_buffer_size", "max_client_hello_size", "close_connection_on_client_hello_parsing_errors");
                    config?.Finish();
                    break;
                case "HttpInspector" or "envoy.filters.listener.http_inspector" or "envoy.listener.http_inspector":
                    config?.Finish();
                    break;
                default:
                    filter.Error("name", $"the listener filter '{Scalars.Short(kind)}' is not supported; tls_inspector and http_inspector are.");
                    break;
            }

            filter.Refuse("the filter is always on.", "filter_disabled");
            filter.Refuse("listener filters stand in the file.", "config_discovery");
            filter.Finish();
        }
    }

    public static FilterChainConfig? ReadChain(Message chain, SocketAddressConfig? address, HashSet<string> clusters, SecretStore secrets)
    {
        var filters = chain.Children("filters");
        if (filters.Count != 1 && chain.IsReadable("filters"))
            chain.Error($"'filters' has {filters.Count} filters; exactly one, the HTTP connection manager, is allowed.");
        var match = chain.Child("filter_chain_match") is { } rule ? FilterChainMatchReader.Read(rule, address) : FilterChainMatchConfig.Any;
        var tls = DownstreamTlsReader.Read(chain, secrets);
        chain.RefuseTrue("the PROXY protocol is not spoken; let the proxy in front set x-forwarded-for.", "use_proxy_proto");
        chain.Ignore("a TLS handshake may take 10 s.", "transport_socket_connect_timeout");
        chain.Skip("metadata", "on_demand_configuration");
        var name = chain.Text("name") ?? "";
        chain.Finish();
        return filters.Count > 0 && ReadFilter(filters[0], clusters) is { } manager
            ? new FilterChainConfig { Name = name, Match = match, Tls = tls, ConnectionManager = manager }
            : null;
    }

    private static ConnectionManagerConfig? ReadFilter(Message filter, HashSet<string> clusters)
    {
        var kind = Extension.Open(filter, out var config);
        filter.Refuse("filters stand in the file.", "config_discovery");
        filter.Finish();
        if (kind is not ("HttpConnectionManager" or "envoy.filters.network.http_connection_manager" or "envoy.http_connection_manager"))
        {
            filter.Error("name", $"the network filter '{Scalars.Short(kind)}' is not supported: {Instead(kind)}; the HTTP connection manager (envoy.filters.network.http_connection_manager) is.");
            return null;
        }

        if (config is null)
        {
            filter.Missing("typed_config");
            return null;
        }

        return ConnectionManagerReader.Read(config, clusters);
    }

    /// <summary>What does the same without the filter.</summary>
    private static string Instead(string kind) => kind[(kind.LastIndexOf('.') + 1)..].ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "TCPPROXY" => "the gateway speaks HTTP alone. Leave TCP to a load balancer such as a Kubernetes Service",
        "UDPPROXY" => "the gateway speaks HTTP alone. Leave UDP to a load balancer such as a Kubernetes Service",
        "REDISPROXY" or "MONGOPROXY" or "THRIFTPROXY" or "DUBBOPROXY" or "MYSQLPROXY" or "POSTGRESPROXY" or "KAFKABROKER" or "ZOOKEEPERPROXY" or "GENERICPROXY" =>
            "the gateway speaks HTTP alone. Let clients of this protocol connect to its servers",
        "RBAC" or "EXTAUTHZ" => "connections are let in by address and certificate alone. Check requests in a filter of the connection manager, and addresses in a NetworkPolicy",
        "LOCALRATELIMIT" or "RATELIMIT" or "CONNECTIONLIMIT" => "connections are limited by the runtime value envoy.resource_limits.listener.NAME.connection_limit",
        "WASM" => "the gateway runs no modules. Put what it does into a service",
        _ => "the gateway speaks HTTP alone",
    };
}
