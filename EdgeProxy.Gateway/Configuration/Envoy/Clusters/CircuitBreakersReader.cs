using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>CircuitBreakers</c>, as far as the default priority goes.</summary>
internal static class CircuitBreakersReader
{
    private static readonly Dictionary<string, bool> Priorities = new() { ["DEFAULT"] = true, ["HIGH"] = false };

    public static CircuitBreakersConfig Read(Message? breakers)
    {
        var config = new CircuitBreakersConfig();
        if (breakers is null)
            return config;
        foreach (var thresholds in breakers.Children("thresholds"))
        {
            var read = ReadThresholds(thresholds);
            if (thresholds.Choice("priority", Priorities, "DEFAULT", "HIGH") ?? true)
                config = read;
            else
                thresholds.Warning("priority", "ignored: no route is of high priority.");
            thresholds.Finish();
        }

        breakers.Refuse("limits are of the cluster, not of a host.", "per_host_thresholds");
        breakers.Finish();
        return config;
    }

    private static CircuitBreakersConfig ReadThresholds(Message thresholds)
    {
        var config = new CircuitBreakersConfig();
        config = config with
        {
            MaxConnections = Limit(thresholds, "max_connections") ?? config.MaxConnections,
            MaxPendingRequests = Limit(thresholds, "max_pending_requests") ?? config.MaxPendingRequests,
            MaxRequests = Limit(thresholds, "max_requests") ?? config.MaxRequests,
            MaxRetries = Limit(thresholds, "max_retries") ?? config.MaxRetries,
        };
        if (thresholds.Child("retry_budget") is { } budget)
        {
            config = config with
            {
                RetryBudgetPercent = budget.Percent("budget_percent") ?? 20,
                MinRetryConcurrency = budget.Count("min_retry_concurrency") ?? 3,
            };
            budget.Finish();
        }

        thresholds.Ignore("what remains of a limit is not a statistic here.", "track_remaining");
        thresholds.Refuse("there is one pool for each host.", "max_connection_pools");
        return config;
    }

    // "No limit" is often written as the largest 32-bit number, which is beyond an int.
    private static int? Limit(Message thresholds, string name) =>
        thresholds.Integer(name, 0, uint.MaxValue) is { } limit ? (int)Math.Min(limit, int.MaxValue) : null;
}
