using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HealthCheck</c>.</summary>
internal static class HealthCheckReader
{
    private static readonly Dictionary<string, bool> Methods = new() { ["METHOD_UNSPECIFIED"] = true, ["GET"] = true };
    private static readonly Dictionary<string, bool> Codecs = new() { ["HTTP1"] = true };

    public static HealthCheckConfig Read(Message check)
    {
        foreach (var field in (string[])["timeout", "interval", "unhealthy_threshold", "healthy_threshold"])
        {
            if (!check.Has(field))
                check.Missing(field);
        }

        var config = new HealthCheckConfig();
        config = config with
        {
            Timeout = check.PositiveDuration("timeout") ?? config.Timeout,
            Interval = check.PositiveDuration("interval") ?? config.Interval,
            UnhealthyThreshold = check.Count("unhealthy_threshold", 1) ?? config.UnhealthyThreshold,
            HealthyThreshold = check.Count("healthy_threshold", 1) ?? config.HealthyThreshold,
        };
        config = check.OneOf(true, "http_health_check", "tcp_health_check", "grpc_health_check") switch
        {
            "http_health_check" when check.Child("http_health_check") is { } http => ReadHttp(http, config),
            "tcp_health_check" when check.Child("tcp_health_check") is { } tcp => ReadTcp(tcp, config),
            "grpc_health_check" when check.Child("grpc_health_check") is { } grpc => ReadGrpc(grpc, config),
            _ => config,
        };
        check.Refuse("http_health_check, tcp_health_check and grpc_health_check are.", "custom_health_check");
        check.Refuse("a host is asked on its own port, or on 'health_check_config.port_value' of its endpoint.", "alt_port");
        check.Refuse("checks use the cluster's TLS.", "tls_options", "transport_socket_match_criteria");
        check.Ignore("hosts are asked at 'interval'; it decides how soon a change is seen, not what it is.", "initial_jitter", "interval_jitter",
            "interval_jitter_percent", "no_traffic_interval", "no_traffic_healthy_interval", "unhealthy_interval", "unhealthy_edge_interval", "healthy_edge_interval");
        check.Ignore("changes of health are logged by the gateway.", "event_log_path", "event_logger", "event_service", "always_log_health_check_failures",
            "always_log_health_check_success");
        check.Skip("reuse_connection");
        check.Finish();
        return config;
    }

    private static HealthCheckConfig ReadHttp(Message http, HealthCheckConfig config)
    {
        config = config with { Kind = HealthCheckKind.Http, Path = http.RequiredText("path"), Host = http.Text("host") ?? "" };
        var ranges = new List<(int Start, int End)>();
        foreach (var range in http.Children("expected_statuses"))
        {
            var (start, end) = ((int)(range.Integer("start", 100, 599) ?? 200), (int)(range.Integer("end", 101, 600) ?? 201));
            if (end <= start)
                range.Error($"the range from {start} to {end} has nothing in it; 'end' is exclusive and must be more than 'start'.");
            range.Finish();
            ranges.Add((start, end));
        }

        http.Choice("method", Methods, "METHOD_UNSPECIFIED", "GET");
        http.Choice("codec_client_type", Codecs, "HTTP1", "HTTP2", "HTTP3");
        http.RefuseTrue("checks are HTTP/1.1.", "use_http2");
        http.Refuse("the status of the answer decides.", "send", "receive", "service_name", "service_name_matcher", "retriable_statuses", "response_buffer_size");
        http.Refuse("a check has a path and a Host.", "request_headers_to_add", "request_headers_to_remove");
        http.Finish();
        return ranges.Count > 0 ? config with { ExpectedStatuses = [.. ranges] } : config;
    }

    private static HealthCheckConfig ReadTcp(Message tcp, HealthCheckConfig config)
    {
        tcp.Refuse("a connection that can be made is enough.", "send", "receive", "proxy_protocol_config");
        tcp.Finish();
        return config with { Kind = HealthCheckKind.Tcp };
    }

    private static HealthCheckConfig ReadGrpc(Message grpc, HealthCheckConfig config)
    {
        config = config with { Kind = HealthCheckKind.Grpc, GrpcService = grpc.Text("service_name") ?? "", Host = grpc.Text("authority") ?? "" };
        grpc.Refuse("a check has a service and an authority.", "initial_metadata");
        grpc.Finish();
        return config;
    }
}
