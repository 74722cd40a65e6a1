using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The three messages of protocol options of the connection manager.</summary>
internal static class ProtocolOptionsReader
{
    private static readonly Dictionary<string, UnderscoreHeadersAction> Underscores = new()
    {
        ["ALLOW"] = UnderscoreHeadersAction.Allow,
        ["REJECT_REQUEST"] = UnderscoreHeadersAction.RejectRequest,
        ["DROP_HEADER"] = UnderscoreHeadersAction.DropHeader,
    };

    public static ConnectionManagerConfig Read(Message manager, ConnectionManagerConfig config)
    {
        if (manager.Child("common_http_protocol_options") is { } common)
            config = ReadCommon(common, config);
        if (manager.Child("http_protocol_options") is { } http1)
            ReadHttp1(http1);
        if (manager.Child("http2_protocol_options") is { } http2)
            config = config with { Http2 = ReadHttp2(http2, config.Http2) };
        return config;
    }

    private static ConnectionManagerConfig ReadCommon(Message common, ConnectionManagerConfig config)
    {
        config = config with
        {
            IdleTimeout = common.LimitOrNone("idle_timeout") ?? config.IdleTimeout,
            MaxStreamDuration = common.LimitOrNone("max_stream_duration") ?? config.MaxStreamDuration,
            MaxRequestHeadersCount = common.Count("max_headers_count", 1) ?? config.MaxRequestHeadersCount,
            HeadersWithUnderscores = common.Choice("headers_with_underscores_action", Underscores, "ALLOW", "REJECT_REQUEST", "DROP_HEADER")
                ?? config.HeadersWithUnderscores,
        };
        common.Refuse("there is no such limit.", "max_connection_duration", "max_requests_per_connection", "max_response_headers_kb");
        common.Finish();
        return config;
    }

    private static void ReadHttp1(Message http1)
    {
        if (http1.Bool("allow_absolute_url") == false)
            http1.Error("allow_absolute_url", "'false' is not supported: the absolute form is served.");
        http1.RefuseTrue("HTTP/1.0 is answered with 426.", "accept_http_10");
        http1.RefuseTrue("'Content-Length' together with 'Transfer-Encoding' is refused.", "allow_chunked_length");
        http1.RefuseTrue("a malformed request ends its connection.", "override_stream_error_on_invalid_http_message");
        http1.RefuseTrue("header names are written in their usual case.", "send_fully_qualified_url");
        http1.Refuse("header names are written in their usual case.", "header_key_format");
        http1.Refuse("HTTP/1.0 is answered with 426.", "default_host_for_http_10");
        http1.Ignore("trailers pass.", "enable_trailers");
        http1.Skip("use_balsa_parser", "allow_custom_methods", "ignore_http_11_upgrade");
        http1.Finish();
    }

    private static Http2Config ReadHttp2(Message http2, Http2Config config)
    {
        config = new Http2Config
        {
            MaxConcurrentStreams = (int?)http2.Integer("max_concurrent_streams", 1, int.MaxValue) ?? config.MaxConcurrentStreams,
            InitialStreamWindowSize = (int?)http2.Integer("initial_stream_window_size", 65_535, int.MaxValue) ?? config.InitialStreamWindowSize,
            InitialConnectionWindowSize = (int?)http2.Integer("initial_connection_window_size", 65_535, int.MaxValue) ?? config.InitialConnectionWindowSize,
        };
        http2.RefuseTrue("CONNECT is refused.", "allow_connect");
        http2.RefuseTrue("there is no METADATA.", "allow_metadata");
        http2.RefuseTrue("a malformed request ends its stream or its connection as the server decides.",
            "override_stream_error_on_invalid_http_message", "stream_error_on_invalid_http_messaging");
        http2.Refuse("settings are those of the server.", "custom_settings_parameters");
        http2.Ignore("the server guards itself against floods by limits of its own.", "max_outbound_frames", "max_outbound_control_frames",
            "max_consecutive_inbound_frames_with_empty_payload", "max_inbound_priority_frames_per_stream",
            "max_inbound_window_update_frames_per_data_frame_sent");
        http2.Ignore("the server chooses it.", "hpack_table_size", "connection_keepalive", "use_oghttp2_codec", "max_metadata_size");
        http2.Finish();
        return config;
    }
}
