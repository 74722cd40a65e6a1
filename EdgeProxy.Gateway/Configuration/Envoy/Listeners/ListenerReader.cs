using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Listener</c>: one address, one filter chain, one filter.</summary>
internal static class ListenerReader
{
    public static ListenerConfig? Read(Message listener, HashSet<string> clusters)
    {
        var name = listener.Text("name");
        var address = AddressReader.Read(listener.RequiredChild("address"), upstream: false);
        ReadListenerFilters(listener);
        var chains = listener.Children("filter_chains");
        if (chains.Count == 0 && listener.IsReadable("filter_chains"))
            listener.Error("'filter_chains' must have one filter chain.");
        foreach (var further in chains.Skip(1))
            further.Error("not supported: a second filter chain.");
        var config = chains.Count > 0 ? ReadChain(chains[0], clusters) : null;

        listener.RefuseTrue("the listener takes the connections that come to its own address.", "use_original_dst", "transparent", "freebind");
        listener.Refuse("the listener takes the connections that come to its own address.", "additional_addresses", "api_listener", "udp_listener_config",
            "internal_listener", "listener_specifier", "filter_chain_matcher", "default_filter_chain", "socket_options");
        if (listener.Bool("bind_to_port") == false)
            listener.Error("bind_to_port", "'false' is not supported: the listener binds to its port.");
        listener.Ignore(
            "the server and the kernel choose it.", "per_connection_buffer_limit_bytes", "tcp_fast_open_queue_length", "reuse_port", "enable_reuse_port",
            "connection_balance_config", "tcp_backlog_size", "max_connections_to_accept_per_socket_event", "enable_mptcp");
        listener.Ignore("requests are logged by the connection manager's access log.", "access_log");
        listener.Ignore("draining is set up by the gateway's own settings.", "drain_type");
        listener.Skip("metadata", "traffic_direction", "stat_prefix", "listener_filters_timeout", "continue_on_listener_filters_timeout", "ignore_global_conn_limit",
            "deprecated_v1");
        listener.Finish();
        if (config is null)
            return null;
        config = config with { Name = string.IsNullOrEmpty(name) ? config.Name : name, Address = address };
        return config.Tls is null ? config : config with { IsTlsOnly = true, Tls = config.Tls with { Address = address } };
    }

    private static void ReadListenerFilters(Message listener)
    {
        foreach (var filter in listener.Children("listener_filters"))
        {
            var kind = Extension.Open(filter, out _);
            if (kind is "TlsInspector" or "HttpInspector" or "envoy.filters.listener.tls_inspector" or "envoy.filters.listener.http_inspector"
                or "envoy.listener.tls_inspector" or "envoy.listener.http_inspector")
            {
                filter.Warning("name", "ignored: HTTP/1.1 and HTTP/2 are distinguished without it.");
            }
            else
            {
                filter.Error("name", $"the listener filter '{kind}' is not supported; tls_inspector and http_inspector are.");
            }

            filter.Refuse("the filter is always on.", "filter_disabled");
            filter.Finish();
        }
    }

    private static ListenerConfig? ReadChain(Message chain, HashSet<string> clusters)
    {
        var filters = chain.Children("filters");
        if (filters.Count != 1 && chain.IsReadable("filters"))
            chain.Error($"'filters' has {filters.Count} filters; exactly one, the HTTP connection manager, is allowed.");
        if (chain.Child("filter_chain_match") is { } match)
        {
            foreach (var field in match.Names)
                match.Refuse("the one filter chain takes every connection.", field);
        }

        var tls = DownstreamTlsReader.Read(chain);
        chain.RefuseTrue("the PROXY protocol is not spoken.", "use_proxy_proto");
        chain.Ignore("there is no wait for a TLS handshake.", "transport_socket_connect_timeout");
        chain.Skip("name", "metadata", "on_demand_configuration");
        chain.Finish();
        var config = filters.Count > 0 ? ReadFilter(filters[0], clusters) : null;
        return config is null ? null : config with { Tls = tls };
    }

    private static ListenerConfig? ReadFilter(Message filter, HashSet<string> clusters)
    {
        var kind = Extension.Open(filter, out var config);
        filter.Finish();
        if (kind is not ("HttpConnectionManager" or "envoy.filters.network.http_connection_manager" or "envoy.http_connection_manager"))
        {
            var instead = kind is "TcpProxy" or "envoy.filters.network.tcp_proxy" or "envoy.tcp_proxy"
                ? ": the gateway speaks HTTP alone. Leave TCP to a load balancer such as a Kubernetes Service"
                : "";
            filter.Error("name", $"the network filter '{kind}' is not supported{instead}; the HTTP connection manager (envoy.filters.network.http_connection_manager) is.");
            return null;
        }

        if (config is null)
        {
            filter.Missing("typed_config");
            return null;
        }

        return ConnectionManagerReader.Read(config, clusters);
    }
}
