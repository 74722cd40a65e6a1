using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>What Envoy reads, however it is spelt: its YAML is read by yaml-cpp, and its messages by the JSON parser of protocol buffers.</summary>
public sealed class SpellingTests
{
    /// <summary>The edge file with one part spelt in another way.</summary>
    [Theory]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: round_robin")]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: Round-Robin")]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: 0")]
    [InlineData("type: STRICT_DNS", "type: strict_dns")]
    [InlineData("dns_lookup_family: V4_ONLY", "dns_lookup_family: v4_only")]
    [InlineData("codec_type: AUTO", "codec_type: auto")]
    [InlineData("codec_type: AUTO", "codecType: Auto")]
    [InlineData("port_value: 30000", "port_value: 30000, protocol: tcp")]
    [InlineData("port_value: 30000", "portValue: \"30000\"")]
    [InlineData("port_value: 30000", "port_value: 0x7530")]
    [InlineData("port_value: 30000", "port_value: 072460")]
    [InlineData("port_value: 30000", "port_value: 30000.0")]
    [InlineData("port_value: 30000", "port_value: 30000, ipv4_compat: off")]
    [InlineData("domains: [\"*\"]", "domains: \"*\"")]
    [InlineData("connect_timeout: 0.25s", "connect_timeout: { seconds: 0, nanos: 250000000 }")]
    [InlineData("connect_timeout: 0.25s", "connectTimeout: { nanos: \"250000000\" }")]
    [InlineData("connect_timeout: 0.25s", "connect_timeout: 0.250s")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          generate_request_id: { value: true }")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          generate_request_id: yes")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          generate_request_id: On")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          use_remote_address: n")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          use_remote_address: \"false\"")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          max_request_headers_kb: { value: 60 }")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          access_log: ~")]
    [InlineData("static_resources:", "!ignore dynamic_things: &unused { a: [1, 2] }\nstatic_resources:")]
    [InlineData("static_resources:", "%YAML 1.1\n---\nstatic_resources:")]
    [InlineData("          - name: envoy.filters.http.router", "            name: envoy.filters.http.router")]
    public void Spelling_OfTheEdgeFile_ChangesNothing(string from, string to)
    {
        var text = EnvoyFile.Text("edge.yaml");
        Assert.Contains(from, text, StringComparison.Ordinal);
        Same(text, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>One element in the place of a list (the kind of Envoy's own configs/google-vrp/envoy-edge.yaml).</summary>
    [Theory]
    [InlineData("{ header: { key: a, value: b } }")]
    [InlineData("[{ header: { key: a, value: b } }]")]
    public void LoneValue_IsAListOfOne(string headers)
    {
        const string Tail = "load_assignment: { endpoints: { lb_endpoints: { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 1 } } } } } }";
        var result = EnvoyConfigReader.Read(
            $$"""
            static_resources:
              listeners:
                address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
                filter_chains:
                  filters:
                    name: envoy.filters.network.http_connection_manager
                    typed_config:
                      stat_prefix: test
                      http_filters: { name: envoy.filters.http.router }
                      upgrade_configs: { upgrade_type: websocket }
                      access_log: { name: envoy.access_loggers.stdout }
                      route_config:
                        virtual_hosts:
                          name: all
                          domains: "*"
                          routes: { match: { prefix: / }, route: { cluster: a }, response_headers_to_add: {{headers}} }
              clusters: { name: a, type: static, {{Tail}} }
            """,
            "f");
        Assert.Empty(result.Errors);
        var listener = result.Config!.Listeners[0].FilterChains[0].ConnectionManager;
        Assert.True(listener.AllowWebSockets);
        Assert.Single(listener.AccessLogs);
        Assert.Equal("a", Assert.Single(Assert.Single(listener.VirtualHosts).Routes).HeaderChanges.ResponseHeadersToAdd[0].Name);
        Assert.Single(Assert.Single(result.Config.Clusters).Endpoints);
    }

    [Fact]
    public void MergeKey_BringsWhatIsNotThere()
    {
        const string Cluster = "type: STRICT_DNS, lb_policy: LEAST_REQUEST, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: h, port_value: 1 } } } }] }] }";
        var plain = EnvoyFile.Text("edge.yaml") + $"  - {{ name: x, connect_timeout: 1s, {Cluster} }}\n  - {{ name: y, connect_timeout: 2s, {Cluster} }}\n";
        Same(WithoutAdmin(plain), WithoutAdmin(EnvoyFile.Text("edge.yaml"))
            + $"  - &x {{ name: x, connect_timeout: 1s, {Cluster} }}\n  - {{ <<: *x, name: y, connect_timeout: 2s }}\n");
        Same(WithoutAdmin(plain), WithoutAdmin(EnvoyFile.Text("edge.yaml"))
            + $"  - {{ name: x, connect_timeout: 1s, {Cluster} }}\n  - {{ <<: [{{ connect_timeout: 2s }}, {{ connect_timeout: 3s, {Cluster} }}], name: y }}\n");
    }

    [Theory]
    [InlineData("edge.json")]
    public void Json_IsRead_WithTabsAndEscapes(string file)
    {
        var text = EnvoyFile.Text(file);
        Same(text, text.Replace("  ", "\t", StringComparison.Ordinal));
        Same(text, text.Replace("\"/pong\"", "\"\\/pong\"", StringComparison.Ordinal));
        Same(text, text.Replace("\"/pong\"", "\"\\u002fpong\"", StringComparison.Ordinal));
        Same(text, "\uFEFF" + text);
        Same(text.Replace("\"/pong\"", "\"/\U0001F600\"", StringComparison.Ordinal), text.Replace("\"/pong\"", "\"/\\ud83d\\ude00\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RespeltFile_IsServed()
    {
        await using var gateway = await EnvoyGateway.StartAsync((a, b) => $$"""
            !ignore hosts:
              - &ping { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: {{a}}, protocol: tcp } } } }
            static_resources:
              listeners:
                address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
                filter_chains:
                  filters:
                    name: envoy.filters.network.http_connection_manager
                    typedConfig:
                      statPrefix: test
                      codecType: auto
                      httpFilters: { name: envoy.filters.http.router }
                      routeConfig:
                        virtualHosts:
                          name: all
                          domains: "*"
                          routes: { match: { prefix: / }, route: { cluster: a, timeout: { seconds: 5 } }, response_headers_to_add: { header: { key: x-spelt, value: "yes" } } }
              clusters: { name: a, type: static, lb_policy: round_robin, load_assignment: { endpoints: { lb_endpoints: *ping } } }
            """);
        var seen = await gateway.GetAsync("/x");
        Assert.Equal((200, "yes"), (seen.Response.Status, seen.Response.Headers.Find("x-spelt")));
        Assert.Equal("5000", Assert.Single(seen.Upstream).Headers.Find("x-envoy-expected-rq-timeout-ms"));
    }

    /// <summary>A part that cannot be read makes no second message about what it would have had.</summary>
    [Theory]
    [InlineData("domains: [\"*\"]", "domains: { a: 1 }", "a text is expected here.")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: [a]", "a text is expected here.")]
    [InlineData("  clusters:\n  - name: ping-cluster", "  clusters:\n  - 5\n  - name: ping-clutser", "a mapping (name: value) is expected here.")]
    [InlineData("- name: envoy.filters.http.router", "- 5", "a mapping (name: value) is expected here.")]
    public void UnreadablePart_MakesOneError(string from, string to, string message)
    {
        var text = EnvoyFile.Text("edge.yaml");
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Single(EnvoyConfigReader.Read(text.Replace(from, to, StringComparison.Ordinal), "f").Errors).Message);
    }

    [Theory]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: best", "'best' is not allowed; ROUND_ROBIN, LEAST_REQUEST, RANDOM, RING_HASH, MAGLEV are.")]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: cluster_provided", "'cluster_provided' is not supported; ROUND_ROBIN, LEAST_REQUEST, RANDOM, RING_HASH, MAGLEV are.")]
    [InlineData("port_value: 30000", "port_value: 09", "")]
    [InlineData("port_value: 30000", "port_value: \"0x10\"", "'0x10' is not allowed; a whole number from 0 to 65535 is.")]
    [InlineData("connect_timeout: 0.25s", "connect_timeout: { seconds: -1 }", "'-1' is not allowed; a whole number from 0 to")]
    [InlineData("connect_timeout: 0.25s", "connect_timeout: { second: 1 }", "there is no field 'second' here (did you mean 'seconds'?). Allowed: nanos, seconds.")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          generate_request_id: \"yes\"", "'yes' is not allowed; true or false is.")]
    [InlineData("stat_prefix: ingress_http", "stat_prefix: ingress_http\n          stat_prefx: x", "Allowed, among others: stat_prefix, ")]
    [InlineData("route: { cluster: pong-cluster }", "route: { cluster: pong-cluster, use_websocket: true }", "'use_websocket' is a field of an Envoy before version 2; write 'upgrade_configs: [{ upgrade_type: websocket }]'.")]
    [InlineData("name: envoy.filters.http.router", "name: envoy.filters.http.lua", "the gateway runs no scripts.")]
    [InlineData("name: envoy.filters.http.router", "name: envoy.filters.http.wasm", "the gateway runs no modules.")]
    [InlineData("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", "Leave TCP to a load balancer such as a Kubernetes Service")]
    [InlineData("static_resources:", "dynamic_resources: {}\nstatic_resources:", "write listeners and clusters into 'static_resources'.")]
    public void UnsupportedField_NamesTheAlternative(string from, string to, string message)
    {
        var text = EnvoyFile.Text("edge.yaml");
        Assert.Contains(from, text, StringComparison.Ordinal);
        var errors = EnvoyConfigReader.Read(text.Replace(from, to, StringComparison.Ordinal), "f").Errors;
        if (message.Length == 0)
            Assert.Empty(errors);
        else
            Assert.Contains(errors, error => error.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.True(error.Message.Split("Allowed")[^1].Split(',').Length <= 6, error.Message));
    }

    [Fact]
    public void Runtime_WarnsOfKeysThatTheGatewayDoesNotRead()
    {
        var result = EnvoyConfigReader.Read(
            EnvoyFile.Text("edge.yaml") + """
            layered_runtime:
              layers:
              - name: static_layer_0
                static_layer:
                  envoy.reloadable_features.x: true
                  health_check: { min_interval: 5 }
                  re2.max_program_size.error_level: 1000
                  overload: { global_downstream_max_connections: 5000 }
              - name: files
                disk_layer: { symlink_root: /srv/runtime }
              - name: admin
                admin_layer: {}
            """,
            "f");
        Assert.Empty(result.Errors);
        Assert.Equal(5000, result.Config!.MaxConnections);
        Assert.Contains(result.Warnings, warning => warning.Message.Contains("it chooses between versions of Envoy's own code.", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.Place.EndsWith("static_layer.health_check", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.Place.EndsWith("layers[1].disk_layer", StringComparison.Ordinal));
    }

    [Fact]
    public void OverloadManager_IsMappedOrWarnedOf()
    {
        var result = EnvoyConfigReader.Read(
            EnvoyFile.Text("edge.yaml") + """
            overload_manager:
              refresh_interval: 0.25s
              resource_monitors:
              - name: envoy.resource_monitors.fixed_heap
                typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1073741824 }
              - name: envoy.resource_monitors.global_downstream_max_connections
                typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig, max_active_downstream_connections: 1000 }
              - name: envoy.resource_monitors.cpu_utilization
              actions:
              - name: envoy.overload_actions.stop_accepting_requests
                triggers: [{ name: envoy.resource_monitors.fixed_heap, threshold: { value: 0.98 } }]
            """,
            "f");
        Assert.Empty(result.Errors);
        Assert.Equal((1000L, true), (result.Config!.MaxConnections, result.Config.ShedsLoadNearMemoryLimit));
        Assert.Equal(3, result.Warnings.Count(warning => warning.Place.Contains("overload_manager", StringComparison.Ordinal)));
    }

    private static string WithoutAdmin(string text)
    {
        var admin = text.IndexOf("\nadmin:", StringComparison.Ordinal);
        if (admin < 0)
            return text;
        var end = text.IndexOf("\n  - {", admin, StringComparison.Ordinal);
        return end < 0 ? text[..(admin + 1)] : text[..(admin + 1)] + text[(end + 1)..];
    }

    private static void Same(string text, string respelt)
    {
        var (expected, actual) = (EnvoyConfigReader.Read(text, "f"), EnvoyConfigReader.Read(respelt, "f"));
        Assert.Empty(actual.Errors);
        Assert.Equal(ConfigText.Of(expected.Config!), ConfigText.Of(actual.Config!));
    }
}
