using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The list of HTTP filters, with the router at its end.</summary>
internal static class HttpFilterListReader
{
    public static HttpFilters Read(Message manager, HashSet<string> clusters)
    {
        var filters = new HttpFilters(clusters);
        var hasRouter = false;
        foreach (var filter in manager.Children("http_filters"))
        {
            var kind = Extension.Open(filter, out var config);
            var name = filter.Text("name") is { Length: > 0 } given ? given : kind;
            var disabled = filter.Bool("disabled") ?? false;
            var optional = filter.Bool("is_optional") ?? false;
            if (hasRouter)
                filter.Error("the router must be the last filter.");
            if (kind is "Router" or "envoy.filters.http.router" or "envoy.router")
            {
                hasRouter = true;
                if (config is not null)
                    ReadRouter(config);
            }
            else if (HttpFilterReaders.Find(kind) is { } reader)
            {
                var settings = reader.Read(filter, config, clusters);
                if (!filters.Add(new HttpFilterConfig(name, settings) { Disabled = disabled, TypedConfig = config?.ToSource() ?? ConfigSource.None }, reader))
                    filter.Error("name", $"the name '{Scalars.Short(name)}' is used twice; give each filter one of its own.");
            }
            else
            {
                filters.LeaveOut(name);
                Refuse(filter, kind, disabled || optional);
            }

            filter.Refuse("filters stand in the file.", "config_discovery");
            filter.Finish();
        }

        if (!hasRouter && manager.IsReadable("http_filters"))
            manager.Error("http_filters", "the last filter must be the router (envoy.filters.http.router).");
        return filters;
    }

    private static void Refuse(Message filter, string kind, bool mayBeLeftOut)
    {
        if (mayBeLeftOut)
            filter.Warning("name", $"ignored: the HTTP filter '{kind}', which is disabled or optional.");
        else
            filter.Error("name", $"the HTTP filter '{kind}' is not supported{Instead(kind)}. {FieldName.Allowed(kind, Served)}");
    }

    private static string[] Served { get; } = [.. HttpFilterReaders.All.Select(reader => reader.Name).Prepend("envoy.filters.http.router")];

    /// <summary>What does the same without the filter, for those that will not come.</summary>
    private static string Instead(string kind) => kind switch
    {
        "Lua" or "LuaPerRoute" or "envoy.filters.http.lua" or "envoy.lua" =>
            ": the gateway runs no scripts. Header changes of the route do the simple ones; put the rest into a service",
        "HeaderToMetadata" or "envoy.filters.http.header_to_metadata" or "Config" or "envoy.filters.http.set_metadata" =>
            ": of metadata ext_authz and rbac alone read, and neither routes nor logs. Conditions on the header itself do the same",
        "RateLimit" or "envoy.filters.http.ratelimit" or "envoy.rate_limit" => ": no rate limit service is asked. local_ratelimit limits each gateway by itself",
        "GrpcJsonTranscoder" or "envoy.filters.http.grpc_json_transcoder" =>
            ": .NET's transcoding (Microsoft.AspNetCore.Grpc.JsonTranscoding) is compiled into the service, and no descriptor set drives it from outside. Add it to the service",
        "Wasm" or "envoy.filters.http.wasm" => ": the gateway runs no modules. Put what it does into a service",
        "envoy.filters.http.ext_proc" or "ExternalProcessor" => ": nothing outside takes part in a request. Put what it does into a service",
        _ => "",
    };

    private static void ReadRouter(Message router)
    {
        router.RefuseTrue("x-envoy- headers are sent.", "suppress_envoy_headers");
        router.RefuseTrue("the timeout of the route counts.", "respect_expected_rq_timeout");
        router.Refuse("x-envoy- headers of clients are stripped.", "strict_check_headers");
        router.Refuse("upstream requests have no log and no filters of their own.", "upstream_log", "upstream_http_filters");
        router.Skip("dynamic_stats", "start_child_span", "suppress_grpc_request_failure_code_stats", "upstream_log_options", "reject_connect_request_early_data");
        router.Finish();
    }
}
