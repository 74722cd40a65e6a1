using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Which protocol is spoken to the hosts: version 2's fields, or version 3's <c>HttpProtocolOptions</c>.</summary>
internal static class UpstreamProtocolReader
{
    private const string Options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    private static readonly Dictionary<string, bool> Selections = new() { ["USE_CONFIGURED_PROTOCOL"] = true };

    public static ClusterConfig Read(Message cluster, ClusterConfig config)
    {
        cluster.Choice("protocol_selection", Selections, "USE_CONFIGURED_PROTOCOL", "USE_DOWNSTREAM_PROTOCOL");
        config = ReadCommon(cluster.Child("common_http_protocol_options"), config);
        ReadHttp1(cluster.Child("http_protocol_options"));
        if (cluster.Child("http2_protocol_options") is { } http2)
            config = ReadHttp2(http2, config);
        cluster.Refuse("'http2_protocol_options' and the HttpProtocolOptions extension are.", "extension_protocol_options");
        if (cluster.Child("typed_extension_protocol_options") is not { } extensions)
            return config;
        foreach (var name in extensions.Names)
        {
            if (name == Options && extensions.Child(name) is { } options)
                config = ReadOptions(options, config);
            else
                extensions.Refuse($"'{Options}' is.", name);
        }

        return config;
    }

    private static ClusterConfig ReadOptions(Message options, ClusterConfig config)
    {
        config = ReadCommon(options.Child("common_http_protocol_options"), config);
        options.Refuse("'explicit_http_config' is: a cluster speaks HTTP/1.1 or HTTP/2.", "use_downstream_protocol_config", "auto_config");
        options.Refuse("there is no such feature.", "upstream_http_protocol_options", "http_filters", "header_validation_config", "outlier_detection");
        if (options.Child("explicit_http_config") is { } http)
        {
            http.OneOf(true, "http_protocol_options", "http2_protocol_options");
            ReadHttp1(http.Child("http_protocol_options"));
            if (http.Child("http2_protocol_options") is { } http2)
                config = ReadHttp2(http2, config);
            http.Refuse("HTTP/1.1 and HTTP/2 are.", "http3_protocol_options");
            http.Finish();
        }

        options.Finish();
        return config;
    }

    private static ClusterConfig ReadCommon(Message? common, ClusterConfig config)
    {
        if (common is null)
            return config;
        config = config with { IdleTimeout = common.LimitOrNone("idle_timeout") ?? config.IdleTimeout };
        common.Refuse("there is no such limit.", "max_connection_duration", "max_stream_duration", "max_requests_per_connection", "max_headers_count", "max_response_headers_kb");
        common.Skip("headers_with_underscores_action");
        common.Finish();
        return config;
    }

    private static void ReadHttp1(Message? http1)
    {
        if (http1 is null)
            return;
        http1.Refuse("header names are written in their usual case.", "header_key_format");
        http1.Ignore("trailers pass.", "enable_trailers");
        http1.Skip("allow_absolute_url", "accept_http_10", "default_host_for_http_10", "allow_chunked_length", "use_balsa_parser", "allow_custom_methods");
        http1.Finish();
    }

    private static ClusterConfig ReadHttp2(Message http2, ClusterConfig config)
    {
        foreach (var field in http2.Names)
            http2.Ignore("the client chooses it.", field);
        return config with { Http2 = true };
    }
}
