using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes the listener as Envoy's <c>envoy.config.listener.v3.Listener</c>, and the whole as its <c>Bootstrap</c>.</summary>
internal static class EnvoyListenerJson
{
    public const string Type = "envoy.config.listener.v3.Listener";

    /// <param name="listener">The listener.</param>
    /// <param name="address">Where it listens.</param>
    public static JsonObject Write(ListenerConfig listener, SocketAddressConfig address) => Proto.Clean(new JsonObject
    {
        ["name"] = listener.Name,
        ["address"] = Proto.Address(address.Address, address.Port),
        ["filter_chains"] = Proto.List(listener.FilterChains, FilterChain),
        ["default_filter_chain"] = listener.DefaultFilterChain is { } last ? FilterChain(last) : null,
        ["listener_filters_timeout"] = listener.InspectionTimeout == new ListenerConfig().InspectionTimeout ? null : Proto.Duration(listener.InspectionTimeout),
        ["continue_on_listener_filters_timeout"] = listener.ContinuesOnInspectionTimeout ? true : null,
    });

    private static JsonObject FilterChain(FilterChainConfig chain) => Proto.Clean(new JsonObject
    {
        ["name"] = chain.Name.Length > 0 ? chain.Name : null,
        ["filter_chain_match"] = chain.Match.IsAny ? null : Proto.Clean(new JsonObject
        {
            ["server_names"] = Proto.List(chain.Match.ServerNames),
            ["transport_protocol"] = chain.Match.TransportProtocol.Length > 0 ? chain.Match.TransportProtocol : null,
            ["application_protocols"] = Proto.List(chain.Match.ApplicationProtocols),
        }),
        ["filters"] = new JsonArray(new JsonObject
        {
            ["name"] = "envoy.filters.network.http_connection_manager",
            ["typed_config"] = Proto.Any("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", ConnectionManager(chain.ConnectionManager)),
        }),
        ["transport_socket"] = chain.Tls is { } tls ? TransportSocket(tls) : null,
    });

    /// <summary>Envoy's <c>Bootstrap</c>.</summary>
    public static JsonObject Bootstrap(GatewayConfig config, Func<ListenerConfig, SocketAddressConfig> addressOf, SocketAddressConfig admin) => Proto.Clean(new JsonObject
    {
        ["node"] = Node(),
        ["static_resources"] = new JsonObject
        {
            ["listeners"] = new JsonArray([.. config.Listeners.Select(listener => Write(listener, addressOf(listener)))]),
            ["clusters"] = new JsonArray([.. config.Clusters.Select(EnvoyClusterJson.Write)]),
        },
        ["admin"] = Proto.Clean(new JsonObject
        {
            ["access_log"] = config.Admin.AccessLogPath is { } path ? new JsonArray(FileLog(new JsonObject { ["path"] = path })) : null,
            ["address"] = Proto.Address(admin.Address, admin.Port),
        }),
        ["layered_runtime"] = Runtime(config),
    });

    /// <summary>Envoy's <c>Node</c>: which process this is.</summary>
    public static JsonObject Node() => new()
    {
        ["id"] = Environment.MachineName,
        ["cluster"] = "edge-proxy",
        ["user_agent_name"] = "edge-proxy",
        ["user_agent_version"] = ServerCommands.Version,
    };

    /// <summary>The limits of connections, which Envoy has as runtime values.</summary>
    public static IEnumerable<(string Key, long Value)> RuntimeValues(GatewayConfig config)
    {
        if (config.MaxConnections > 0)
            yield return ("overload.global_downstream_max_connections", config.MaxConnections);
        foreach (var listener in config.Listeners.Where(listener => listener.MaxConnections > 0))
            yield return ($"envoy.resource_limits.listener.{listener.Name}.connection_limit", listener.MaxConnections);
    }

    private static JsonObject? Runtime(GatewayConfig config)
    {
        var values = new JsonObject();
        foreach (var (key, value) in RuntimeValues(config))
            values[key] = value;
        return values.Count == 0 ? null : new JsonObject
        {
            ["layers"] = new JsonArray(new JsonObject { ["name"] = "static_layer_0", ["static_layer"] = values }),
        };
    }

    private static JsonObject ConnectionManager(ConnectionManagerConfig listener) => Proto.Clean(new JsonObject
    {
        ["codec_type"] = listener.Codec switch { HttpCodec.Http1 => "HTTP1", HttpCodec.Http2 => "HTTP2", _ => null },
        ["stat_prefix"] = listener.StatPrefix,
        ["route_config"] = EnvoyRouteJson.Write(listener),
        ["http_filters"] = Filters(listener),
        ["server_name"] = listener.ServerName,
        ["common_http_protocol_options"] = new JsonObject
        {
            ["idle_timeout"] = Proto.Duration(listener.IdleTimeout),
            ["max_stream_duration"] = Proto.Duration(listener.MaxStreamDuration),
            ["max_headers_count"] = listener.MaxRequestHeadersCount,
            ["headers_with_underscores_action"] = listener.HeadersWithUnderscores switch
            {
                UnderscoreHeadersAction.RejectRequest => "REJECT_REQUEST",
                UnderscoreHeadersAction.DropHeader => "DROP_HEADER",
                _ => "ALLOW",
            },
        },
        ["http2_protocol_options"] = new JsonObject
        {
            ["max_concurrent_streams"] = listener.Http2.MaxConcurrentStreams,
            ["initial_stream_window_size"] = listener.Http2.InitialStreamWindowSize,
            ["initial_connection_window_size"] = listener.Http2.InitialConnectionWindowSize,
        },
        ["max_request_headers_kb"] = listener.MaxRequestHeadersKb,
        ["stream_idle_timeout"] = Proto.Duration(listener.StreamIdleTimeout),
        ["request_timeout"] = Proto.Duration(listener.RequestTimeout),
        ["access_log"] = Proto.List(listener.AccessLogs, AccessLog),
        ["use_remote_address"] = listener.UseRemoteAddress,
        ["xff_num_trusted_hops"] = listener.XffNumTrustedHops,
        ["generate_request_id"] = listener.GenerateRequestId,
        ["preserve_external_request_id"] = listener.PreserveExternalRequestId,
        ["normalize_path"] = listener.NormalizePath,
        ["merge_slashes"] = listener.MergeSlashes,
        ["path_with_escaped_slashes_action"] = listener.EscapedSlashes switch
        {
            EscapedSlashesAction.RejectRequest => "REJECT_REQUEST",
            EscapedSlashesAction.UnescapeAndRedirect => "UNESCAPE_AND_REDIRECT",
            EscapedSlashesAction.UnescapeAndForward => "UNESCAPE_AND_FORWARD",
            _ => "KEEP_UNCHANGED",
        },
        ["forward_client_cert_details"] = listener.ForwardClientCertificate switch
        {
            ClientCertificateForwarding.ForwardOnly => "FORWARD_ONLY",
            ClientCertificateForwarding.AppendForward => "APPEND_FORWARD",
            ClientCertificateForwarding.SanitizeSet => "SANITIZE_SET",
            ClientCertificateForwarding.AlwaysForwardOnly => "ALWAYS_FORWARD_ONLY",
            _ => null,
        },
        ["set_current_client_cert_details"] = Details(listener.ClientCertificateDetails),
        ["upgrade_configs"] = listener.AllowWebSockets ? EnvoyRouteJson.Upgrades(allowed: true) : null,
    });

    private static JsonObject? Details(ClientCertificateDetails details) => details == ClientCertificateDetails.None ? null : Proto.Clean(new JsonObject
    {
        ["subject"] = details.HasFlag(ClientCertificateDetails.Subject) ? true : null,
        ["cert"] = details.HasFlag(ClientCertificateDetails.Certificate) ? true : null,
        ["chain"] = details.HasFlag(ClientCertificateDetails.Chain) ? true : null,
        ["uri"] = details.HasFlag(ClientCertificateDetails.Uri) ? true : null,
        ["dns"] = details.HasFlag(ClientCertificateDetails.Dns) ? true : null,
    });

    private static JsonArray Filters(ConnectionManagerConfig listener)
    {
        var filters = new JsonArray();
        foreach (var filter in listener.HttpFilters.Where(filter => IsShown(filter, listener)))
        {
            var message = new JsonObject { ["name"] = filter.Name };
            if (filter.TypedConfig.Json is { } json)
                message["typed_config"] = JsonNode.Parse(json);
            else if (filter.Settings is CorsConfig or GrpcWebConfig)
                message["typed_config"] = Proto.Any(filter.Settings is CorsConfig ? "envoy.extensions.filters.http.cors.v3.Cors" : "envoy.extensions.filters.http.grpc_web.v3.GrpcWeb", []);
            if (filter.Disabled)
                message["disabled"] = true;
            filters.Add((JsonNode)message);
        }

        filters.Add((JsonNode)Filter("router", "envoy.extensions.filters.http.router.v3.Router"));
        return filters;
    }

    /// <summary>The CORS filter is there without being named; it is worth showing where a route has a policy.</summary>
    private static bool IsShown(HttpFilterConfig filter, ConnectionManagerConfig listener) => filter.Settings is not CorsConfig
        || listener.VirtualHosts.Any(host => host.Filters.Any(IsPolicy) || host.Routes.Any(route => route.Filters.Any(IsPolicy)));

    private static bool IsPolicy(RouteFilterConfig filter) => filter.Settings is CorsConfig;

    private static JsonObject Filter(string name, string type) => new()
    {
        ["name"] = "envoy.filters.http." + name,
        ["typed_config"] = Proto.Any(type, []),
    };

    private static JsonObject AccessLog(AccessLogConfig log)
    {
        var config = new JsonObject();
        if (log.Path is not ("/dev/stdout" or "/dev/stderr"))
            config["path"] = log.Path;
        if (log.JsonFormat is { } fields)
            config["log_format"] = new JsonObject { ["json_format"] = Fields(fields) };
        else if (log.Format is { } format)
            config["log_format"] = new JsonObject { ["text_format_source"] = new JsonObject { ["inline_string"] = format } };
        return log.Path switch
        {
            "/dev/stdout" => Log("stdout", "envoy.extensions.access_loggers.stream.v3.StdoutAccessLog", config),
            "/dev/stderr" => Log("stderr", "envoy.extensions.access_loggers.stream.v3.StderrAccessLog", config),
            _ => FileLog(config),
        };
    }

    private static JsonObject Fields(IEnumerable<AccessLogFieldConfig> fields) => new(fields.Select(field => KeyValuePair.Create(field.Key, Value(field))));

    private static JsonNode? Value(AccessLogFieldConfig field) =>
        field.Literal is { } literal ? JsonNode.Parse(literal)
        : field.Fields is not { } fields ? JsonValue.Create(field.Format)
        : field.IsList ? new JsonArray([.. fields.Select(Value)]) : Fields(fields);

    private static JsonObject FileLog(JsonObject config) => Log("file", "envoy.extensions.access_loggers.file.v3.FileAccessLog", config);

    private static JsonObject Log(string name, string type, JsonObject config) => new()
    {
        ["name"] = "envoy.access_loggers." + name,
        ["typed_config"] = Proto.Any(type, config),
    };

    private static JsonObject TransportSocket(TlsConfig tls) => new()
    {
        ["name"] = "envoy.transport_sockets.tls",
        ["typed_config"] = Proto.Any("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", Proto.Clean(new JsonObject
        {
            ["common_tls_context"] = EnvoyTlsJson.Common(tls.Certificates, tls.ClientValidation, tls.Parameters, tls.ApplicationProtocols),
            ["require_client_certificate"] = tls.RequireClientCertificate ? true : null,
            ["require_sni"] = tls.RequireServerName ? true : null,
        })),
    };
}
