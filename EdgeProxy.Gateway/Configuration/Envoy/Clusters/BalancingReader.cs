using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The fields of a cluster that say how a host is picked.</summary>
internal static class BalancingReader
{
    private static readonly Dictionary<string, bool> HashFunctions = new() { ["XX_HASH"] = true };

    public static ClusterConfig Read(Message cluster, ClusterConfig config)
    {
        config = config with
        {
            LbPolicy = cluster.Choice(
                "lb_policy", EnvoyNames<LbPolicy>.All, "ROUND_ROBIN", "LEAST_REQUEST", "RING_HASH", "RANDOM", "ORIGINAL_DST_LB", "MAGLEV", "CLUSTER_PROVIDED",
                "LOAD_BALANCING_POLICY_CONFIG") ?? config.LbPolicy,
        };
        cluster.Refuse("lb_policy is.", "load_balancing_policy");
        cluster.Refuse("it would change which host is picked.", "round_robin_lb_config");
        if (cluster.Child("ring_hash_lb_config") is { } ring)
            config = ReadRing(ring, config);
        if (cluster.Child("maglev_lb_config") is { } maglev)
            config = ReadMaglev(maglev, config);
        if (cluster.Child("least_request_lb_config") is { } least)
            config = ReadLeastRequest(least, config);
        if (cluster.Child("common_lb_config") is { } common)
            config = ReadCommon(common, config);
        return config;
    }

    private static ClusterConfig ReadRing(Message ring, ClusterConfig config)
    {
        config = config with { MinimumRingSize = (int?)ring.Integer("minimum_ring_size", 1, 8_388_608) ?? config.MinimumRingSize };
        ring.Choice("hash_function", HashFunctions, "XX_HASH", "MURMUR_HASH_2");
        ring.Ignore("the ring is as large as its smallest size and the weights ask.", "maximum_ring_size");
        ring.Finish();
        return config;
    }

    private static ClusterConfig ReadMaglev(Message maglev, ClusterConfig config)
    {
        config = config with { MaglevTableSize = (int?)maglev.Integer("table_size", 2, 5_000_011) ?? config.MaglevTableSize };
        if (!IsPrime(config.MaglevTableSize))
            maglev.Error("table_size", $"'{config.MaglevTableSize}' is not allowed; a prime number is, such as 65537.");
        maglev.Finish();
        return config;
    }

    private static bool IsPrime(int number)
    {
        for (var divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }

        return number > 1;
    }

    private static ClusterConfig ReadLeastRequest(Message least, ClusterConfig config)
    {
        config = config with { LeastRequestChoices = (int?)least.Integer("choice_count", 2, 1000) ?? config.LeastRequestChoices };
        least.Refuse("it would change which host is picked.", "active_request_bias", "slow_start_config", "locality_lb_config", "enable_full_scan", "selection_method");
        least.Finish();
        return config;
    }

    private static ClusterConfig ReadCommon(Message common, ClusterConfig config)
    {
        config = config with { HealthyPanicThreshold = common.Percent("healthy_panic_threshold") ?? config.HealthyPanicThreshold };
        common.Ignore("changes of hosts take effect at once.", "update_merge_window");
        common.Ignore("all hosts are in one zone.", "zone_aware_lb_config");
        common.Ignore("it only affects when unused connections are closed.", "close_connections_on_host_set_change");
        common.Refuse("it would change which host is picked.", "locality_weighted_lb_config", "consistent_hashing_lb_config", "override_host_status");
        common.RefuseTrue("a new host is used until its first check says otherwise.", "ignore_new_hosts_until_first_hc");
        common.Finish();
        return config;
    }
}
