using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>ExtAuthz</c>.</summary>
internal sealed class ExtAuthzFilterReader : HttpFilterReader
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly Dictionary<string, bool> Versions = new() { ["AUTO"] = true, ["V3"] = true };

    public override string Name => "envoy.filters.http.ext_authz";

    public override IReadOnlyList<string> Types => ["ExtAuthz"];

    public override IReadOnlyList<string> RouteTypes => ["ExtAuthzPerRoute"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new ExtAuthzConfig();
        }

        var form = config.OneOf(true, "http_service", "grpc_service");
        config.Choice("transport_api_version", Versions, "AUTO", "V2", "V3");
        // The older place of the list of allowed headers is the service.
        ValueList<ValueMatchConfig>? allowed = null;
        var result = new ExtAuthzConfig
        {
            Http = form == "http_service" ? ReadHttp(config.Child(form), clusters, out allowed) : null,
            Grpc = form == "grpc_service" ? ReadGrpc(config.Child(form), clusters) : null,
            FailureModeAllow = config.Bool("failure_mode_allow") ?? false,
            FailureModeAllowHeaderAdd = config.Bool("failure_mode_allow_header_add") ?? false,
            StatusOnError = HttpStatusReader.Read(config.Child("status_on_error")) ?? 403,
            Body = ReadBody(config.Child("with_request_body")),
            ClearRouteCache = config.Bool("clear_route_cache") ?? false,
            FractionPerMillion = FractionReader.ReadRuntime(config, "filter_enabled") ?? FractionReader.All,
            DenyAtDisable = ReadFlag(config.Child("deny_at_disable")),
            StatPrefix = config.Text("stat_prefix") ?? "",
            AllowedHeaders = ReadMatchers(config.Child("allowed_headers")) ?? allowed,
            DisallowedHeaders = ReadMatchers(config.Child("disallowed_headers")) ?? [],
            MetadataNamespaces = [.. config.Texts("metadata_context_namespaces")],
        };
        config.RefuseTrue("the service gets no certificate.", "include_peer_certificate");
        config.RefuseTrue("the service gets no details of TLS.", "include_tls_session");
        config.RefuseTrue("headers are sent as a map.", "encode_raw_headers");
        config.Refuse("metadata has no types.", "typed_metadata_context_namespaces");
        config.Refuse("no route has metadata.", "route_metadata_context_namespaces", "route_typed_metadata_context_namespaces");
        config.Refuse("the filter is on for a share of the requests.", "filter_enabled_metadata");
        config.Refuse("what the service may change cannot be restricted further.", "decoder_header_mutation_rules");
        config.Ignore("a header that is not allowed is left out.", "validate_mutations");
        config.Ignore("statistics of the route's cluster count answers of its hosts alone.", "charge_cluster_response_stats");
        config.Ignore("there is no node with labels.", "bootstrap_metadata_labels_key");
        config.Ignore("there is no filter state.", "filter_metadata", "emit_filter_state_stats");
        config.Finish();
        return result;
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        var disabled = config.Bool("disabled") ?? false;
        var settings = config.Child("check_settings");
        config.OneOf(true, "disabled", "check_settings");
        config.Finish();
        if (settings is null)
            return new RouteFilterConfig(name) { Disabled = disabled };
        var result = new ExtAuthzRouteConfig
        {
            ContextExtensions = ReadMap(settings.Child("context_extensions")),
            DisableBody = settings.Bool("disable_request_body_buffering") ?? false,
            Body = ReadBody(settings.Child("with_request_body")),
        };
        settings.Refuse("the service is the filter's own.", "grpc_service", "http_service");
        settings.Finish();
        return new RouteFilterConfig(name) { Settings = result };
    }

    private static ValueList<KeyValuePair<string, string>> ReadMap(Message? map) =>
        map is null ? [] : [.. map.Names.Select(name => KeyValuePair.Create(map.AsWritten(name), map.Text(name) ?? ""))];

    private static bool ReadFlag(Message? flag)
    {
        if (flag is null)
            return false;
        var value = flag.Bool("default_value") ?? false;
        flag.Ignore("there is no runtime; the default value is used.", "runtime_key");
        flag.Finish();
        return value;
    }

    private static ExtAuthzBodyConfig? ReadBody(Message? body)
    {
        if (body is null)
            return null;
        var most = body.Count("max_request_bytes", 1);
        if (!body.Has("max_request_bytes"))
            body.Missing("max_request_bytes");
        var result = new ExtAuthzBodyConfig(most ?? 1, body.Bool("allow_partial_message") ?? false, body.Bool("pack_as_bytes") ?? false);
        body.Finish();
        return result;
    }

    private static ExtAuthzHttpConfig? ReadHttp(Message? service, HashSet<string> clusters, out ValueList<ValueMatchConfig>? allowed)
    {
        allowed = null;
        if (service is null)
            return null;
        if (HttpUriReader.Read(service.RequiredChild("server_uri"), clusters) is not { } server)
            return null;
        var result = new ExtAuthzHttpConfig(server) { PathPrefix = service.Text("path_prefix") ?? "" };
        if (result.PathPrefix is [not '/', ..])
            service.Error("path_prefix", $"'{Scalars.Short(result.PathPrefix)}' is not allowed; a path starts with '/'.");
        if (service.Child("authorization_request") is { } request)
        {
            allowed = ReadMatchers(request.Child("allowed_headers"));
            result = result with { HeadersToAdd = HeaderValuesReader.Read(request, "headers_to_add") };
            request.Finish();
        }

        if (service.Child("authorization_response") is { } response)
        {
            result = result with
            {
                UpstreamHeaders = ReadMatchers(response.Child("allowed_upstream_headers")) ?? [],
                UpstreamHeadersToAppend = ReadMatchers(response.Child("allowed_upstream_headers_to_append")) ?? [],
                ClientHeaders = ReadMatchers(response.Child("allowed_client_headers")),
                ClientHeadersOnSuccess = ReadMatchers(response.Child("allowed_client_headers_on_success")) ?? [],
                MetadataHeaders = ReadMatchers(response.Child("dynamic_metadata_from_headers")) ?? [],
            };
            response.Finish();
        }

        service.Refuse("a call is made once.", "retry_policy");
        service.Refuse("the path of the request is used.", "path_override");
        service.Finish();
        return result;
    }

    private static ExtAuthzGrpcConfig? ReadGrpc(Message? service, HashSet<string> clusters)
    {
        if (service is null)
            return null;
        var timeout = service.PositiveDuration("timeout") ?? DefaultTimeout;
        var metadata = HeaderValuesReader.Read(service, "initial_metadata");
        service.Refuse("'envoy_grpc' with a cluster is.", "google_grpc");
        service.Refuse("a call is made once.", "retry_policy");
        var target = service.Has("google_grpc") ? null : service.RequiredChild("envoy_grpc");
        service.Finish();
        if (target is null)
            return null;
        var cluster = target.RequiredText("cluster_name");
        RouteActionReader.CheckKnown(target, "cluster_name", cluster, clusters);
        var authority = target.Text("authority") ?? "";
        target.Refuse("a call is made once.", "retry_policy");
        target.Ignore("the limit of messages is the gateway's own.", "max_receive_message_length");
        target.Skip("skip_envoy_headers");
        target.Finish();
        return new ExtAuthzGrpcConfig(cluster, timeout) { Authority = authority, Metadata = metadata };
    }

    /// <summary>Envoy's <c>ListStringMatcher</c>, of names of headers; null where it is absent.</summary>
    private static ValueList<ValueMatchConfig>? ReadMatchers(Message? list)
    {
        if (list is null)
            return null;
        ValueList<ValueMatchConfig> result = [.. list.Children("patterns").Select(pattern => ValueMatchReader.ReadString(pattern, new ValueMatchConfig { Name = "" }))];
        list.Finish();
        return result;
    }
}
