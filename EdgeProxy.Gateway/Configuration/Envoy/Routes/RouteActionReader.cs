using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RouteAction</c>.</summary>
internal static class RouteActionReader
{
    private static readonly Dictionary<string, bool> Priorities = new() { ["DEFAULT"] = true };
    private static readonly Dictionary<string, bool> PassThrough = new() { ["PASS_THROUGH_INTERNAL_REDIRECT"] = true };
    private static readonly Dictionary<string, int> NotFound = new() { ["SERVICE_UNAVAILABLE"] = 503, ["NOT_FOUND"] = 404, ["INTERNAL_SERVER_ERROR"] = 500 };

    public static ForwardActionConfig Read(Message action, HashSet<string> clusters)
    {
        var defaults = new ForwardActionConfig { Clusters = [.. ReadClusters(action, clusters)] };
        action.OneOf(false, "prefix_rewrite", "regex_rewrite");
        // 'host_rewrite' is v2's.
        var hostForm = action.OneOf(false, "host_rewrite_literal", "host_rewrite", "auto_host_rewrite");
        var config = defaults with
        {
            Timeout = action.LimitOrNone("timeout") ?? defaults.Timeout,
            IdleTimeout = action.LimitOrNone("idle_timeout"),
            RetryPolicy = RetryPolicyReader.Read(action.Child("retry_policy")),
            PrefixRewrite = action.Text("prefix_rewrite") is { Length: > 0 } prefix ? prefix : null,
            RegexRewrite = RegexReader.ReadRewrite(action.Child("regex_rewrite")),
            HostRewrite = hostForm is "host_rewrite_literal" or "host_rewrite" ? action.Text(hostForm) : null,
            AutoHostRewrite = action.Bool("auto_host_rewrite") ?? false,
            HashPolicies = [.. action.Children("hash_policy").Select(HashPolicyReader.Read).OfType<HashPolicyConfig>()],
            AllowWebSockets = action.Has("upgrade_configs") ? ConnectionManagerReader.ReadUpgrades(action) : null,
            Mirrors = MirrorReader.Read(action, clusters),
            ClusterNotFoundStatus = action.Choice("cluster_not_found_response_code", NotFound, [.. NotFound.Keys]) ?? defaults.ClusterNotFoundStatus,
        };
        config = ReadTimes(action, config);
        RefuseUnsupported(action);
        action.Finish();
        return config;
    }

    private static ForwardActionConfig ReadTimes(Message action, ForwardActionConfig config)
    {
        // The older form, which limits the route's timeout instead of the stream.
        config = config with { MaxGrpcTimeout = action.LimitOrNone("max_grpc_timeout"), GrpcTimeoutOffset = action.Duration("grpc_timeout_offset") };
        if (action.Child("max_stream_duration") is not { } duration)
            return config;
        config = config with
        {
            MaxStreamDuration = duration.LimitOrNone("max_stream_duration"),
            GrpcTimeoutHeaderMax = duration.LimitOrNone("grpc_timeout_header_max"),
            GrpcTimeoutHeaderOffset = duration.Duration("grpc_timeout_header_offset"),
        };
        duration.Finish();
        return config;
    }

    private static List<WeightedClusterConfig> ReadClusters(Message action, HashSet<string> known)
    {
        switch (action.OneOf(true, "cluster", "weighted_clusters"))
        {
            case "cluster":
                var name = action.RequiredText("cluster");
                CheckKnown(action, "cluster", name, known);
                return [new WeightedClusterConfig { Name = name }];
            case "weighted_clusters" when action.Child("weighted_clusters") is { } weighted:
                return ReadWeighted(weighted, known);
            default:
                return [];
        }
    }

    private static List<WeightedClusterConfig> ReadWeighted(Message weighted, HashSet<string> known)
    {
        var clusters = new List<WeightedClusterConfig>();
        foreach (var entry in weighted.Children("clusters"))
        {
            var name = entry.RequiredText("name");
            CheckKnown(entry, "name", name, known);
            clusters.Add(new WeightedClusterConfig { Name = name, Weight = entry.Count("weight") ?? 0, HeaderChanges = HeaderChangesReader.Read(entry) });
            entry.Refuse("clusters have no subsets.", "metadata_match");
            entry.Refuse("a cluster stands by its name.", "cluster_header", "typed_per_filter_config", "per_filter_config", "host_rewrite_literal");
            entry.Finish();
        }

        var sum = clusters.Sum(cluster => (long)cluster.Weight);
        if (sum is 0 or > int.MaxValue)
            weighted.Error($"the weights of its clusters come to {sum}; 1 to {int.MaxValue} is allowed.");
        // Version 2 and early version 3 have the sum as a field, 100 by default; today's Envoy computes it.
        if (weighted.Count("total_weight", 1) is { } total && total != sum)
            weighted.Error("total_weight", $"the weights come to {sum}, not {total}.");
        weighted.Ignore("there is no runtime; the weights of the file are used.", "runtime_key_prefix");
        weighted.Refuse("a cluster is picked at random.", "header_name", "random_value_specifier", "use_hash_policy");
        weighted.Finish();
        return clusters;
    }

    public static void CheckKnown(Message message, string field, string name, HashSet<string> known)
    {
        // A cluster that could not be read may be the one.
        if (name.Length == 0 || known.Contains(name) || known.Contains(""))
            return;
        var names = known.Count == 0 ? "none" : string.Join(", ", known.Order(StringComparer.Ordinal).Take(10).Select(other => $"'{other}'"));
        var more = known.Count > 10 ? $" and {known.Count - 10} more" : "";
        message.Error(field, $"the cluster '{Scalars.Short(name)}' is not defined{FieldName.Suggest(name, known)} Defined: {names}{more}.");
    }

    private static void RefuseUnsupported(Message action)
    {
        action.Choice("priority", Priorities, "DEFAULT", "HIGH");
        action.Choice("internal_redirect_action", PassThrough, "PASS_THROUGH_INTERNAL_REDIRECT", "HANDLE_INTERNAL_REDIRECT");
        action.Refuse("cluster and weighted_clusters are.", "cluster_header", "cluster_specifier_plugin", "inline_cluster_specifier_plugin");
        action.Refuse("clusters have no subsets.", "metadata_match");
        action.Refuse("prefix_rewrite and regex_rewrite are.", "path_rewrite_policy", "path_rewrite");
        action.Refuse("host_rewrite_literal and auto_host_rewrite are.", "host_rewrite_header", "auto_host_rewrite_header", "host_rewrite_path_regex");
        action.RefuseTrue("x-forwarded-host is not added.", "append_x_forwarded_host");
        action.Refuse("there is no such feature.", "rate_limits", "hedge_policy", "internal_redirect_policy", "max_internal_redirects", "retry_policy_typed_config",
            "early_data_policy", "flush_timeout");
        action.RefuseTrue("there are no rate limits.", "include_vh_rate_limits");
    }
}
