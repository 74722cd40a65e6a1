using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes the routes as Envoy's <c>envoy.config.route.v3.RouteConfiguration</c>.</summary>
internal static class EnvoyRouteJson
{
    public const string Type = "envoy.config.route.v3.RouteConfiguration";

    public static JsonObject Write(ConnectionManagerConfig listener)
    {
        var routes = new JsonObject { ["name"] = listener.RouteConfigName, ["virtual_hosts"] = new JsonArray([.. listener.VirtualHosts.Select(Host)]) };
        if (Filters(listener.RouteFilters) is { } filters)
            routes["typed_per_filter_config"] = filters;
        WriteHeaders(routes, listener.HeaderChanges);
        return routes;
    }

    private static JsonObject Host(VirtualHostConfig host)
    {
        var message = Proto.Clean(new JsonObject
        {
            ["name"] = host.Name,
            ["domains"] = Proto.List(host.Domains),
            ["routes"] = Proto.List(host.Routes, Route),
            ["require_tls"] = host.RequireTls ? "ALL" : null,
            ["retry_policy"] = host.RetryPolicy is { } retry ? Retry(retry) : null,
            ["typed_per_filter_config"] = Filters(host.Filters),
        });
        WriteHeaders(message, host.HeaderChanges);
        return message;
    }

    private static JsonObject Route(RouteConfig route)
    {
        var message = Proto.Clean(new JsonObject { ["name"] = route.Name.Length > 0 ? route.Name : null, ["match"] = Match(route.Match), ["typed_per_filter_config"] = Filters(route.Filters) });
        switch (route.Action)
        {
            case RedirectActionConfig redirect:
                message["redirect"] = Redirect(redirect);
                break;
            case DirectResponseConfig direct:
                message["direct_response"] = Proto.Clean(new JsonObject
                {
                    ["status"] = direct.Status,
                    ["body"] = direct.Body.Length > 0 ? new JsonObject { ["inline_string"] = direct.Body } : null,
                });
                break;
            case ForwardActionConfig forward:
                message["route"] = Forward(forward);
                break;
        }

        WriteHeaders(message, route.HeaderChanges);
        return message;
    }

    private static JsonObject Match(RouteMatchConfig match)
    {
        // YARP's list of methods, which Envoy has as a header match.
        var methods = match.Methods.Count == 0 ? [] : new[]
        {
            new ValueMatchConfig { Name = ":method", Kind = ValueMatchKind.Regex, Value = string.Join('|', match.Methods.Select(System.Text.RegularExpressions.Regex.Escape)) },
        };
        var message = new JsonObject
        {
            [match.PathKind switch
            {
                PathMatchKind.Prefix => "prefix",
                PathMatchKind.Exact => "path",
                PathMatchKind.PathSeparatedPrefix => "path_separated_prefix",
                PathMatchKind.Regex => "safe_regex",
            }] = match.PathKind == PathMatchKind.Regex ? Regex(match.Path) : match.Path,
            ["case_sensitive"] = match.CaseSensitive ? null : false,
            ["headers"] = Proto.List(match.Headers.Concat(methods), Header),
            ["query_parameters"] = Proto.List(match.QueryParameters, QueryParameter),
            ["grpc"] = match.GrpcOnly ? new JsonObject() : null,
            ["runtime_fraction"] = match.FractionPerMillion < 1_000_000
                ? new JsonObject { ["default_value"] = new JsonObject { ["numerator"] = match.FractionPerMillion, ["denominator"] = "MILLION" } }
                : null,
        };
        return Proto.Clean(message);
    }

    private static JsonObject Regex(string pattern) => new() { ["regex"] = pattern };

    private static JsonObject Header(ValueMatchConfig match)
    {
        var message = new JsonObject { ["name"] = match.Name };
        switch (match.Kind)
        {
            case ValueMatchKind.Present:
                message["present_match"] = true;
                break;
            case ValueMatchKind.Range:
                message["range_match"] = new JsonObject { ["start"] = match.RangeStart.ToString(), ["end"] = match.RangeEnd.ToString() };
                break;
            default:
                message["string_match"] = StringMatch(match);
                break;
        }

        if (match.Invert)
            message["invert_match"] = true;
        if (match.TreatMissingAsEmpty)
            message["treat_missing_header_as_empty"] = true;
        return message;
    }

    private static JsonObject QueryParameter(ValueMatchConfig match) => match.Kind == ValueMatchKind.Present
        ? new JsonObject { ["name"] = match.Name, ["present_match"] = !match.Invert }
        : new JsonObject { ["name"] = match.Name, ["string_match"] = StringMatch(match) };

    /// <summary>Envoy's <c>StringMatcher</c>.</summary>
    public static JsonObject StringMatch(ValueMatchConfig match)
    {
        var message = new JsonObject
        {
            [match.Kind switch
            {
                ValueMatchKind.Prefix => "prefix",
                ValueMatchKind.Suffix => "suffix",
                ValueMatchKind.Contains => "contains",
                ValueMatchKind.Regex => "safe_regex",
                _ => "exact",
            }] = match.Kind == ValueMatchKind.Regex ? Regex(match.Value) : match.Value,
        };
        if (match.IgnoreCase)
            message["ignore_case"] = true;
        return message;
    }

    private static JsonObject Forward(ForwardActionConfig forward)
    {
        var message = Proto.Clean(new JsonObject
        {
            ["timeout"] = Proto.Duration(forward.Timeout),
            ["idle_timeout"] = forward.IdleTimeout is { } idle ? Proto.Duration(idle) : null,
            ["max_stream_duration"] = MaxStreamDuration(forward),
            ["max_grpc_timeout"] = Optional(forward.MaxGrpcTimeout),
            ["grpc_timeout_offset"] = Optional(forward.GrpcTimeoutOffset),
            ["retry_policy"] = forward.RetryPolicy is { } retry ? Retry(retry) : null,
            ["prefix_rewrite"] = forward.PrefixRewrite,
            ["regex_rewrite"] = forward.RegexRewrite is { } rewrite ? Rewrite(rewrite) : null,
            ["host_rewrite_literal"] = forward.HostRewrite,
            ["auto_host_rewrite"] = forward.AutoHostRewrite ? true : null,
            ["hash_policy"] = Proto.List(forward.HashPolicies, HashPolicy),
            ["upgrade_configs"] = forward.AllowWebSockets is { } allowed ? Upgrades(allowed) : null,
            ["request_mirror_policies"] = forward.Mirrors is { } mirrors ? Proto.List(mirrors, Mirror) : null,
            ["cluster_not_found_response_code"] = forward.ClusterNotFoundStatus switch { 404 => "NOT_FOUND", 500 => "INTERNAL_SERVER_ERROR", _ => null },
        });
        if (forward.Clusters is [{ Weight: 1 } only] && ReferenceEquals(only.HeaderChanges, HeaderChangesConfig.None))
            message.Insert(0, "cluster", only.Name);
        else
            message.Insert(0, "weighted_clusters", new JsonObject { ["clusters"] = new JsonArray([.. forward.Clusters.Select(Weighted)]) });
        return message;
    }

    /// <summary>Whether WebSockets pass.</summary>
    public static JsonArray Upgrades(bool allowed) =>
        new(new JsonObject { ["upgrade_type"] = "websocket", ["enabled"] = allowed });

    private static string? Optional(TimeSpan? time) => time is { } known ? Proto.Duration(known) : null;

    private static JsonObject? MaxStreamDuration(ForwardActionConfig forward)
    {
        var message = Proto.Clean(new JsonObject
        {
            ["max_stream_duration"] = Optional(forward.MaxStreamDuration),
            ["grpc_timeout_header_max"] = Optional(forward.GrpcTimeoutHeaderMax),
            ["grpc_timeout_header_offset"] = Optional(forward.GrpcTimeoutHeaderOffset),
        });
        return message.Count > 0 ? message : null;
    }

    private static JsonObject Mirror(MirrorConfig mirror) => Proto.Clean(new JsonObject
    {
        ["cluster"] = mirror.Cluster,
        ["runtime_fraction"] = mirror.FractionPerMillion < 1_000_000
            ? new JsonObject { ["default_value"] = new JsonObject { ["numerator"] = mirror.FractionPerMillion, ["denominator"] = "MILLION" } }
            : null,
        ["disable_shadow_host_suffix_append"] = mirror.KeepHost ? true : null,
    });

    private static JsonObject Weighted(WeightedClusterConfig cluster)
    {
        var message = new JsonObject { ["name"] = cluster.Name, ["weight"] = cluster.Weight };
        WriteHeaders(message, cluster.HeaderChanges);
        return message;
    }

    private static JsonObject Rewrite(RegexRewriteConfig rewrite) => new() { ["pattern"] = Regex(rewrite.Pattern), ["substitution"] = rewrite.Substitution };

    private static JsonObject HashPolicy(HashPolicyConfig policy)
    {
        var message = policy.Kind switch
        {
            HashPolicyKind.Header => new JsonObject { ["header"] = new JsonObject { ["header_name"] = policy.Name } },
            HashPolicyKind.Cookie => new JsonObject { ["cookie"] = new JsonObject { ["name"] = policy.Name } },
            HashPolicyKind.QueryParameter => new JsonObject { ["query_parameter"] = new JsonObject { ["name"] = policy.Name } },
            _ => new JsonObject { ["connection_properties"] = new JsonObject { ["source_ip"] = true } },
        };
        if (policy.Terminal)
            message["terminal"] = true;
        return message;
    }

    private static JsonObject Redirect(RedirectActionConfig redirect) => Proto.Clean(new JsonObject
    {
        ["https_redirect"] = redirect.HttpsRedirect ? true : null,
        ["scheme_redirect"] = redirect.Scheme,
        ["host_redirect"] = redirect.Host,
        ["port_redirect"] = redirect.Port,
        ["path_redirect"] = redirect.Path,
        ["prefix_rewrite"] = redirect.PrefixRewrite,
        ["regex_rewrite"] = redirect.RegexRewrite is { } rewrite ? Rewrite(rewrite) : null,
        ["strip_query"] = redirect.StripQuery ? true : null,
        ["response_code"] = redirect.Status switch { 302 => "FOUND", 303 => "SEE_OTHER", 307 => "TEMPORARY_REDIRECT", 308 => "PERMANENT_REDIRECT", _ => "MOVED_PERMANENTLY" },
    });

    private static JsonObject Retry(RetryPolicyConfig retry) => Proto.Clean(new JsonObject
    {
        ["retry_on"] = string.Join(',', RetryConditionNames.Envoy.Where(entry => retry.On.HasFlag(entry.Condition)).Select(entry => entry.Name)),
        ["num_retries"] = retry.NumRetries,
        ["per_try_timeout"] = retry.PerTryTimeout > TimeSpan.Zero ? Proto.Duration(retry.PerTryTimeout) : null,
        ["retriable_status_codes"] = Proto.List(retry.RetriableStatusCodes, status => JsonValue.Create(status)),
        ["retry_back_off"] = retry.BackOffBase > TimeSpan.Zero
            ? new JsonObject { ["base_interval"] = Proto.Duration(retry.BackOffBase), ["max_interval"] = Proto.Duration(retry.BackOffMax) }
            : null,
    });

    private static JsonObject? Filters(IReadOnlyList<RouteFilterConfig> filters)
    {
        var message = new JsonObject();
        foreach (var filter in filters)
        {
            var typed = filter.TypedConfig.Json is { } json ? JsonNode.Parse(json) : filter.Settings is CorsConfig cors ? Cors(cors) : null;
            if (typed is not null)
                message[filter.Name] = typed;
        }

        return message.Count > 0 ? message : null;
    }

    private static JsonObject Cors(CorsConfig cors) => Proto.Any("envoy.extensions.filters.http.cors.v3.CorsPolicy", Proto.Clean(new JsonObject
    {
        ["allow_origin_string_match"] = Proto.List(
            cors.AllowOrigins.Select(origin => new ValueMatchConfig { Name = "", Kind = ValueMatchKind.Exact, Value = origin }).Concat(cors.AllowOriginMatches), StringMatch),
        ["allow_methods"] = Joined(cors.AllowMethods),
        ["allow_headers"] = Joined(cors.AllowHeaders),
        ["expose_headers"] = Joined(cors.ExposeHeaders),
        ["max_age"] = cors.MaxAge is { } age ? ((long)age.TotalSeconds).ToString() : null,
        ["allow_credentials"] = cors.AllowCredentials ? true : null,
        ["forward_not_matching_preflights"] = cors.ForwardNotMatchingPreflights ? null : false,
        ["allow_private_network_access"] = cors.AllowPrivateNetworkAccess ? true : null,
    }));

    private static string? Joined(ValueList<string> values) => values.Count > 0 ? string.Join(',', values) : null;

    private static void WriteHeaders(JsonObject message, HeaderChangesConfig changes)
    {
        message["request_headers_to_add"] = Proto.List(changes.RequestHeadersToAdd, HeaderOption);
        message["request_headers_to_remove"] = Proto.List(changes.RequestHeadersToRemove);
        message["response_headers_to_add"] = Proto.List(changes.ResponseHeadersToAdd, HeaderOption);
        message["response_headers_to_remove"] = Proto.List(changes.ResponseHeadersToRemove);
        Proto.Clean(message);
    }

    private static JsonObject HeaderOption(HeaderValueConfig header) => new()
    {
        ["header"] = new JsonObject { ["key"] = header.Name, ["value"] = header.Value },
        ["append_action"] = header.Action switch
        {
            HeaderAppendAction.AddIfAbsent => "ADD_IF_ABSENT",
            HeaderAppendAction.OverwriteIfExists => "OVERWRITE_IF_EXISTS",
            HeaderAppendAction.OverwriteIfExistsOrAdd => "OVERWRITE_IF_EXISTS_OR_ADD",
            _ => "APPEND_IF_EXISTS_OR_ADD",
        },
    };
}
