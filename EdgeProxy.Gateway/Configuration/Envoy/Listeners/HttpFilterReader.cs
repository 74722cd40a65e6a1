namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The list of HTTP filters: the router at its end, and CORS and gRPC-Web before it.</summary>
internal static class HttpFilterReader
{
    /// <summary>Reads the list.</summary>
    /// <returns>Which filters are in it; without that of CORS, Envoy ignores CORS policies.</returns>
    public static HttpFilters Read(Message manager)
    {
        var filters = manager.Children("http_filters");
        var (cors, grpcWeb, router) = (false, false, false);
        foreach (var filter in filters)
        {
            var kind = Extension.Open(filter, out var config);
            var disabled = filter.Bool("disabled") ?? false;
            var optional = filter.Bool("is_optional") ?? false;
            if (router)
                filter.Error("the router must be the last filter.");
            switch (kind)
            {
                case "Router" or "envoy.filters.http.router" or "envoy.router":
                    router = true;
                    if (config is not null)
                        ReadRouter(config);
                    break;
                case "Cors" or "envoy.filters.http.cors" or "envoy.cors":
                    cors = !disabled;
                    break;
                case "GrpcWeb" or "envoy.filters.http.grpc_web" or "envoy.grpc_web":
                    grpcWeb = !disabled;
                    break;
                default:
                    Refuse(filter, kind, disabled || optional);
                    break;
            }

            filter.Refuse("filters stand in the file.", "config_discovery");
            filter.Finish();
        }

        if (!router && manager.IsReadable("http_filters"))
            manager.Error("http_filters", "the last filter must be the router (envoy.filters.http.router).");
        return new HttpFilters(cors, grpcWeb);
    }

    private static void Refuse(Message filter, string kind, bool mayBeLeftOut)
    {
        if (mayBeLeftOut)
            filter.Warning("name", $"ignored: the HTTP filter '{kind}', which is disabled or optional.");
        else
            filter.Error("name", $"the HTTP filter '{kind}' is not supported{Instead(kind)}; envoy.filters.http.router, cors and grpc_web are.");
    }

    /// <summary>What does the same without the filter, for those that will not come.</summary>
    private static string Instead(string kind) => kind switch
    {
        "Lua" or "LuaPerRoute" or "envoy.filters.http.lua" or "envoy.lua" =>
            ": the gateway runs no scripts. Header changes of the route do the simple ones; put the rest into a service",
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
