using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HttpConnectionManager</c>.</summary>
internal static class ConnectionManagerReader
{
    private static readonly Dictionary<string, HttpCodec> Codecs = new() { ["AUTO"] = HttpCodec.Auto, ["HTTP1"] = HttpCodec.Http1, ["HTTP2"] = HttpCodec.Http2 };
    private static readonly Dictionary<string, bool> Overwrite = new() { ["OVERWRITE"] = true };

    private static readonly Dictionary<string, ClientCertificateForwarding> Forwardings = new()
    {
        ["SANITIZE"] = ClientCertificateForwarding.Sanitize,
        ["FORWARD_ONLY"] = ClientCertificateForwarding.ForwardOnly,
        ["APPEND_FORWARD"] = ClientCertificateForwarding.AppendForward,
        ["SANITIZE_SET"] = ClientCertificateForwarding.SanitizeSet,
        ["ALWAYS_FORWARD_ONLY"] = ClientCertificateForwarding.AlwaysForwardOnly,
    };

    private static readonly Dictionary<string, EscapedSlashesAction> EscapedSlashes = new()
    {
        ["IMPLEMENTATION_SPECIFIC_DEFAULT"] = EscapedSlashesAction.KeepUnchanged,
        ["KEEP_UNCHANGED"] = EscapedSlashesAction.KeepUnchanged,
        ["REJECT_REQUEST"] = EscapedSlashesAction.RejectRequest,
        ["UNESCAPE_AND_REDIRECT"] = EscapedSlashesAction.UnescapeAndRedirect,
        ["UNESCAPE_AND_FORWARD"] = EscapedSlashesAction.UnescapeAndForward,
    };

    public static ConnectionManagerConfig Read(Message manager, HashSet<string> clusters)
    {
        manager.Choice("server_header_transformation", Overwrite, "OVERWRITE", "APPEND_IF_ABSENT", "PASS_THROUGH");
        var filters = HttpFilterListReader.Read(manager, clusters);
        var start = new ConnectionManagerConfig
        {
            StatPrefix = manager.RequiredText("stat_prefix"),
            Codec = manager.Choice("codec_type", Codecs, "AUTO", "HTTP1", "HTTP2", "HTTP3") ?? HttpCodec.Auto,
            ForwardClientCertificate = manager.Choice("forward_client_cert_details", Forwardings, [.. Forwardings.Keys]) ?? ClientCertificateForwarding.Sanitize,
            ClientCertificateDetails = ReadClientCertificateDetails(manager.Child("set_current_client_cert_details")),
            AccessLogs = [.. manager.Children("access_log").Select(AccessLogReader.Read).OfType<AccessLogConfig>()],
            AllowWebSockets = ReadUpgrades(manager),
            HttpFilters = [.. filters.Configs],
            SchemeOverwrite = ReadScheme(manager.Child("scheme_header_transformation")),
        };
        start = RouteConfigurationReader.Read(manager.RequiredChild("route_config"), start, clusters, filters);
        var config = ReadLimits(manager, ReadPaths(manager, ReadAddresses(manager, start)));
        RefuseUnsupported(manager);
        manager.Finish();
        return config;
    }

    /// <summary>Envoy's <c>SchemeHeaderTransformation</c>. To the upstream the scheme is that of its connection either way (<c>match_upstream</c>).</summary>
    private static string? ReadScheme(Message? transformation)
    {
        if (transformation is null)
            return null;
        var scheme = transformation.Text("scheme_to_overwrite");
        if (scheme is not (null or "http" or "https"))
            transformation.Error("scheme_to_overwrite", $"'{Scalars.Short(scheme)}' is not allowed; http and https are.");
        transformation.Bool("match_upstream");
        transformation.Finish();
        return scheme;
    }

    private static ConnectionManagerConfig ReadLimits(Message manager, ConnectionManagerConfig config)
    {
        config = config with
        {
            IdleTimeout = manager.LimitOrNone("idle_timeout") ?? config.IdleTimeout,
            StreamIdleTimeout = manager.LimitOrNone("stream_idle_timeout") ?? config.StreamIdleTimeout,
            RequestTimeout = manager.LimitOrNone("request_timeout") ?? config.RequestTimeout,
            MaxRequestHeadersKb = (int?)manager.Integer("max_request_headers_kb", 1, 8192) ?? config.MaxRequestHeadersKb,
        };
        return ProtocolOptionsReader.Read(manager, config);
    }

    private static ConnectionManagerConfig ReadPaths(Message manager, ConnectionManagerConfig config) => config with
    {
        NormalizePath = manager.Bool("normalize_path") ?? config.NormalizePath,
        MergeSlashes = manager.Bool("merge_slashes") ?? config.MergeSlashes,
        EscapedSlashes = manager.Choice(
            "path_with_escaped_slashes_action", EscapedSlashes,
            "IMPLEMENTATION_SPECIFIC_DEFAULT", "KEEP_UNCHANGED", "REJECT_REQUEST", "UNESCAPE_AND_REDIRECT", "UNESCAPE_AND_FORWARD") ?? config.EscapedSlashes,
    };

    private static ConnectionManagerConfig ReadAddresses(Message manager, ConnectionManagerConfig config) => config with
    {
        ServerName = manager.Text("server_name") is { Length: > 0 } name ? name : config.ServerName,
        UseRemoteAddress = manager.Bool("use_remote_address") ?? config.UseRemoteAddress,
        XffNumTrustedHops = manager.Count("xff_num_trusted_hops") ?? config.XffNumTrustedHops,
        GenerateRequestId = manager.Bool("generate_request_id") ?? config.GenerateRequestId,
        PreserveExternalRequestId = manager.Bool("preserve_external_request_id") ?? config.PreserveExternalRequestId,
    };

    private static ClientCertificateDetails ReadClientCertificateDetails(Message? details)
    {
        if (details is null)
            return ClientCertificateDetails.None;
        var read = ClientCertificateDetails.None;
        foreach (var (field, detail) in new[]
        {
            ("subject", ClientCertificateDetails.Subject), ("cert", ClientCertificateDetails.Certificate), ("chain", ClientCertificateDetails.Chain),
            ("uri", ClientCertificateDetails.Uri), ("dns", ClientCertificateDetails.Dns),
        })
        {
            if (details.Bool(field) == true)
                read |= detail;
        }

        details.Finish();
        return read;
    }

    /// <summary>Envoy's <c>UpgradeConfig</c> list: whether WebSockets pass.</summary>
    public static bool ReadUpgrades(Message parent)
    {
        var allowed = false;
        foreach (var upgrade in parent.Children("upgrade_configs"))
        {
            var kind = upgrade.RequiredText("upgrade_type");
            var enabled = upgrade.Bool("enabled") ?? true;
            if (kind.Equals("websocket", StringComparison.OrdinalIgnoreCase))
                allowed = enabled;
            else if (kind.Length > 0 && enabled)
                upgrade.Error("upgrade_type", $"'{Scalars.Short(kind)}' is not supported; websocket is.");
            upgrade.Refuse("upgrades pass the same filters as requests.", "filters", "connect_config");
            upgrade.Finish();
        }

        return allowed;
    }

    private static void RefuseUnsupported(Message manager)
    {
        manager.Refuse("routes stand in the file, in 'route_config'.", "rds", "scoped_routes");
        manager.Refuse("the proxy's own answers are Envoy's defaults.", "local_reply_config");
        manager.Refuse("the client's address is the peer's, or what x-forwarded-for says.", "original_ip_detection_extensions", "internal_address_config",
            "early_header_mutation_extensions", "path_normalization_options", "typed_header_validation_config", "request_id_extension");
        manager.Refuse("it would change what goes upstream.", "via");
        manager.Refuse("there is no such limit; 'request_timeout' limits the whole request.", "request_headers_timeout");
        manager.RefuseTrue("it would change what goes upstream.", "skip_xff_append", "add_user_agent", "represent_ipv4_remote_address_as_ipv4_mapped_ipv6",
            "strip_matching_host_port", "strip_any_host_port", "strip_trailing_host_dot");
        manager.RefuseTrue("it would change the answers.", "always_set_request_id_in_response", "stream_error_on_invalid_http_message",
            "append_x_forwarded_port", "append_local_overload");
        manager.RefuseTrue("'Expect: 100-continue' is answered here.", "proxy_100_continue");
        manager.Refuse("it would change the answers.", "proxy_status_config");
        manager.Refuse("'forward_client_cert_details' is, for all requests.", "forward_client_cert_matcher");
        manager.Refuse("there is no such limit; 'idle_timeout' ends connections without requests.", "http1_safe_max_connection_duration");
        manager.Refuse("x-forwarded-proto follows 'use_remote_address' and 'xff_num_trusted_hops'.", "forward_proto_config");
        manager.Ignore("'stream_idle_timeout' counts for the end of an answer too.", "stream_flush_timeout");
        manager.Ignore("traces are sent by OpenTelemetry, as the OTEL_ environment variables say.", "tracing");
        manager.Ignore("draining is set up by the gateway's own settings.", "drain_timeout");
        manager.Ignore("the server chooses how long it lingers after the answer.", "delayed_close_timeout");
        manager.Ignore("each answer is logged once, when it is complete.", "access_log_flush_interval", "flush_access_log_on_new_request",
            "access_log_options", "flush_log_on_tunnel_successfully_established");
        manager.Skip("http3_protocol_options", "add_proxy_protocol_connection_state");
    }
}
