namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's HTTP connection manager (<c>envoy.filters.network.http_connection_manager</c>): what is done with the requests of a filter chain.</summary>
public sealed record ConnectionManagerConfig
{
    /// <summary>The middle of the statistics' names: <c>http.ingress_http.downstream_rq_total</c>.</summary>
    public string StatPrefix { get; init; } = "ingress_http";

    /// <summary>The value of the response header <c>server</c> (Envoy's <c>server_name</c>).</summary>
    public string ServerName { get; init; } = "edge-proxy";

    /// <summary>The virtual hosts; the best matching domain wins, then the first matching route in it.</summary>
    public ValueList<VirtualHostConfig> VirtualHosts { get; init; } = [];

    /// <summary>Header changes of every route, made after those of the route and the virtual host.</summary>
    public HeaderChangesConfig HeaderChanges { get; init; } = HeaderChangesConfig.None;

    /// <summary>How long a client connection without a request is kept; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing may move on a stream (<c>stream_idle_timeout</c>); <see cref="Timeout.InfiniteTimeSpan"/> turns it off.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a request may take to arrive whole (<c>request_timeout</c>); off by default.</summary>
    public TimeSpan RequestTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a stream may live from its start (<c>common_http_protocol_options.max_stream_duration</c>); off by default.</summary>
    public TimeSpan MaxStreamDuration { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The limit of the request line and the headers together, in KiB (<c>max_request_headers_kb</c>), 1 to 8192.</summary>
    public int MaxRequestHeadersKb { get; init; } = 60;

    /// <summary>The limit of the number of request headers (<c>common_http_protocol_options.max_headers_count</c>).</summary>
    public int MaxRequestHeadersCount { get; init; } = 100;

    /// <summary>Appends the peer to <c>x-forwarded-for</c> and takes it for the client (<c>use_remote_address</c>).</summary>
    public bool UseRemoteAddress { get; init; }

    /// <summary>How many proxies in front may be believed (<c>xff_num_trusted_hops</c>).</summary>
    public int XffNumTrustedHops { get; init; }

    /// <summary>Adds <c>x-request-id</c> where it is absent (<c>generate_request_id</c>).</summary>
    public bool GenerateRequestId { get; init; } = true;

    /// <summary>Keeps the caller's <c>x-request-id</c> when <see cref="UseRemoteAddress"/> is on (<c>preserve_external_request_id</c>).</summary>
    public bool PreserveExternalRequestId { get; init; }

    /// <summary>Resolves dot segments and decodes unreserved escapes before matching (<c>normalize_path</c>).</summary>
    public bool NormalizePath { get; init; }

    /// <summary>Makes one slash of several before matching (<c>merge_slashes</c>).</summary>
    public bool MergeSlashes { get; init; }

    /// <summary>What is done with %2F and %5C (<c>path_with_escaped_slashes_action</c>).</summary>
    public EscapedSlashesAction EscapedSlashes { get; init; }

    /// <summary>What is done with header names that contain an underscore (<c>headers_with_underscores_action</c>).</summary>
    public UnderscoreHeadersAction HeadersWithUnderscores { get; init; }

    /// <summary>The HTTP filters in the order that requests pass them (<c>http_filters</c>); the router behind them is not named.</summary>
    public ValueList<HttpFilterConfig> HttpFilters { get; init; } = [];

    /// <summary>What all routes say of HTTP filters (<c>typed_per_filter_config</c> of the route configuration).</summary>
    public ValueList<RouteFilterConfig> RouteFilters { get; init; } = [];

    /// <summary>Lets WebSocket upgrades through on routes that do not say otherwise (<c>upgrade_configs</c>).</summary>
    public bool AllowWebSockets { get; init; }

    /// <summary>How much of a connection may wait in memory, in bytes (<c>per_connection_buffer_limit_bytes</c>).</summary>
    public int BufferLimitBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest request body in bytes; null for no limit.</summary>
    public long? MaxRequestBodyBytes { get; init; }

    /// <summary>The rate limit of all requests; null for none.</summary>
    public RateLimitConfig? RateLimit { get; init; }

    /// <summary>Compresses answers that ask for it.</summary>
    public bool CompressResponses { get; init; }

    /// <summary>Redirects cleartext requests to https, whatever their route.</summary>
    public bool RedirectToHttps { get; init; }

    /// <summary>What becomes of <c>x-forwarded-client-cert</c> (<c>forward_client_cert_details</c>).</summary>
    public ClientCertificateForwarding ForwardClientCertificate { get; init; }

    /// <summary>What that header says of the client's certificate (<c>set_current_client_cert_details</c>).</summary>
    public ClientCertificateDetails ClientCertificateDetails { get; init; }

    /// <summary>Which versions of HTTP clients may speak (<c>codec_type</c>).</summary>
    public HttpCodec Codec { get; init; }

    /// <summary>The name of its routes in <c>/config_dump</c> (<c>route_config.name</c>).</summary>
    public string RouteConfigName { get; init; } = "local_route";

    /// <summary>HTTP/2 of the listener.</summary>
    public Http2Config Http2 { get; init; } = new();

    /// <summary>Where requests are logged.</summary>
    public ValueList<AccessLogConfig> AccessLogs { get; init; } = [];

    /// <summary>Where copies of requests go of routes and virtual hosts that do not say so.</summary>
    public ValueList<MirrorConfig> Mirrors { get; init; } = [];

    /// <summary>What conditions and logs take for the scheme of every request (<c>scheme_to_overwrite</c>); null for that of its connection.</summary>
    public string? SchemeOverwrite { get; init; }
}
