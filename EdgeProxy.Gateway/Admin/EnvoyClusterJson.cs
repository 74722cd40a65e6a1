using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes a cluster as Envoy's <c>envoy.config.cluster.v3.Cluster</c>.</summary>
internal static class EnvoyClusterJson
{
    public const string Type = "envoy.config.cluster.v3.Cluster";

    private const string HttpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    public static JsonObject Write(ClusterConfig cluster) => Proto.Clean(new JsonObject
    {
        ["name"] = cluster.Name,
        ["type"] = EnvoyNames<ClusterDiscovery>.Of(cluster.Discovery),
        ["connect_timeout"] = Proto.Duration(cluster.ConnectTimeout),
        ["lb_policy"] = EnvoyNames<LbPolicy>.Of(cluster.LbPolicy),
        ["load_assignment"] = LoadAssignment(cluster),
        ["dns_refresh_rate"] = Proto.Duration(cluster.DnsRefreshRate),
        ["dns_lookup_family"] = EnvoyNames<DnsLookupFamily>.Of(cluster.DnsLookupFamily),
        ["circuit_breakers"] = new JsonObject { ["thresholds"] = new JsonArray(Thresholds(cluster.CircuitBreakers)) },
        ["health_checks"] = Proto.List(cluster.HealthChecks, HealthCheck),
        ["outlier_detection"] = cluster.OutlierDetection is { } outliers ? Outliers(outliers) : null,
        ["common_lb_config"] = new JsonObject { ["healthy_panic_threshold"] = Proto.Percent(cluster.HealthyPanicThreshold) },
        ["ring_hash_lb_config"] = cluster.LbPolicy == LbPolicy.RingHash ? new JsonObject { ["minimum_ring_size"] = cluster.MinimumRingSize } : null,
        ["maglev_lb_config"] = cluster.LbPolicy == LbPolicy.Maglev ? new JsonObject { ["table_size"] = cluster.MaglevTableSize } : null,
        ["least_request_lb_config"] = cluster.LbPolicy == LbPolicy.LeastRequest ? new JsonObject { ["choice_count"] = cluster.LeastRequestChoices } : null,
        ["transport_socket"] = cluster.Tls is { } tls ? TransportSocket(tls) : null,
        ["typed_extension_protocol_options"] = new JsonObject { [HttpOptions] = Proto.Any(HttpOptions, Protocol(cluster)) },
    });

    /// <summary>The hosts that a cluster has now, as Envoy's <c>ClusterLoadAssignment</c>.</summary>
    public static JsonObject LoadAssignment(string cluster, IEnumerable<(string Address, int Port, EndpointConfig Endpoint)> hosts) => new()
    {
        ["cluster_name"] = cluster,
        ["endpoints"] = new JsonArray(new JsonObject
        {
            ["lb_endpoints"] = new JsonArray([.. hosts.Select(host => Endpoint(host.Address, host.Port, host.Endpoint))]),
        }),
    };

    private static JsonObject LoadAssignment(ClusterConfig cluster) =>
        LoadAssignment(cluster.Name, cluster.Endpoints.Select(endpoint => (endpoint.Address, endpoint.Port, endpoint)));

    private static JsonObject Endpoint(string address, int port, EndpointConfig endpoint) => Proto.Clean(new JsonObject
    {
        ["endpoint"] = Proto.Clean(new JsonObject
        {
            ["address"] = Proto.Address(address, port),
            ["health_check_config"] = endpoint.HealthCheckPort is { } probe ? new JsonObject { ["port_value"] = probe } : null,
        }),
        ["load_balancing_weight"] = endpoint.Weight > 1 ? endpoint.Weight : null,
    });

    private static JsonObject Thresholds(CircuitBreakersConfig limits) => Proto.Clean(new JsonObject
    {
        ["max_connections"] = limits.MaxConnections,
        ["max_pending_requests"] = limits.MaxPendingRequests,
        ["max_requests"] = limits.MaxRequests,
        ["max_retries"] = limits.MaxRetries,
        ["retry_budget"] = limits.RetryBudgetPercent is { } percent
            ? new JsonObject { ["budget_percent"] = Proto.Percent(percent), ["min_retry_concurrency"] = limits.MinRetryConcurrency }
            : null,
    });

    private static JsonObject HealthCheck(HealthCheckConfig check)
    {
        var message = new JsonObject
        {
            ["timeout"] = Proto.Duration(check.Timeout),
            ["interval"] = Proto.Duration(check.Interval),
            ["unhealthy_threshold"] = check.UnhealthyThreshold,
            ["healthy_threshold"] = check.HealthyThreshold,
        };
        switch (check.Kind)
        {
            case HealthCheckKind.Tcp:
                message["tcp_health_check"] = new JsonObject();
                break;
            case HealthCheckKind.Grpc:
                message["grpc_health_check"] = Proto.Clean(new JsonObject { ["service_name"] = NotEmpty(check.GrpcService), ["authority"] = NotEmpty(check.Host) });
                break;
            default:
                message["http_health_check"] = Proto.Clean(new JsonObject
                {
                    ["path"] = check.Path,
                    ["host"] = NotEmpty(check.Host),
                    ["expected_statuses"] = Proto.List(check.ExpectedStatuses, range => new JsonObject { ["start"] = range.Start, ["end"] = range.End }),
                });
                break;
        }

        return message;
    }

    private static JsonObject Outliers(OutlierDetectionConfig outliers) => new()
    {
        ["consecutive_5xx"] = outliers.Consecutive5xx,
        ["enforcing_consecutive_5xx"] = outliers.Consecutive5xx > 0 ? 100 : 0,
        ["consecutive_gateway_failure"] = outliers.ConsecutiveGatewayFailure,
        ["enforcing_consecutive_gateway_failure"] = outliers.ConsecutiveGatewayFailure > 0 ? 100 : 0,
        ["enforcing_success_rate"] = 0,
        ["interval"] = Proto.Duration(outliers.Interval),
        ["base_ejection_time"] = Proto.Duration(outliers.BaseEjectionTime),
        ["max_ejection_time"] = Proto.Duration(outliers.MaxEjectionTime),
        ["max_ejection_percent"] = (int)outliers.MaxEjectionPercent,
    };

    private static JsonObject TransportSocket(UpstreamTlsConfig tls) => new()
    {
        ["name"] = "envoy.transport_sockets.tls",
        ["typed_config"] = Proto.Any("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", Proto.Clean(new JsonObject
        {
            ["sni"] = tls.Sni,
            ["common_tls_context"] = EnvoyTlsJson.Common(tls.Certificate is { } certificate ? [certificate] : [], tls.Validation, tls.Parameters, []),
            ["auto_sni_san_validation"] = tls.Validation is { ChecksServerName: true } ? true : null,
        })),
    };

    private static JsonObject Protocol(ClusterConfig cluster) => new()
    {
        ["common_http_protocol_options"] = new JsonObject { ["idle_timeout"] = Proto.Duration(cluster.IdleTimeout) },
        ["explicit_http_config"] = new JsonObject { [cluster.Http2 ? "http2_protocol_options" : "http_protocol_options"] = new JsonObject() },
    };

    private static string? NotEmpty(string text) => text.Length > 0 ? text : null;
}
