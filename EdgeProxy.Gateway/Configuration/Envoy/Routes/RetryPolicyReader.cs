using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RetryPolicy</c>.</summary>
internal static class RetryPolicyReader
{
    private static readonly Dictionary<string, RetryConditions> Conditions =
        RetryConditionNames.Envoy.ToDictionary(entry => entry.Name, entry => entry.Condition, StringComparer.Ordinal);

    public static RetryPolicyConfig? Read(Message? policy)
    {
        if (policy is null)
            return null;
        var config = new RetryPolicyConfig
        {
            On = ReadConditions(policy),
            NumRetries = policy.Count("num_retries") ?? 1,
            PerTryTimeout = policy.LimitOrNone("per_try_timeout") ?? Timeout.InfiniteTimeSpan,
            RetriableStatusCodes = [.. policy.Integers("retriable_status_codes", 100, 599)],
        };
        if (policy.Child("retry_back_off") is { } backOff)
        {
            var first = backOff.PositiveDuration("base_interval");
            if (!backOff.Has("base_interval"))
                backOff.Missing("base_interval");
            var start = first ?? config.BackOffBase;
            var longest = backOff.PositiveDuration("max_interval") ?? start * 10;
            if (longest < start)
                backOff.Error("max_interval", "it is less than 'base_interval'.");
            backOff.Finish();
            config = config with { BackOffBase = start, BackOffMax = longest };
        }

        foreach (var predicate in policy.Children("retry_host_predicate"))
            ReadPredicate(predicate);
        policy.Ignore("the balancer picks another host where there is one.", "host_selection_retry_max_attempts");
        policy.Refuse("there is no such limit; 'per_try_timeout' limits an attempt.", "per_try_idle_timeout");
        policy.Refuse("there are no priorities.", "retry_priority");
        policy.Refuse("retry_on and retriable_status_codes say what is retried.", "retriable_headers", "retriable_request_headers", "retry_options_predicates");
        policy.Refuse("the pause follows 'retry_back_off'.", "rate_limited_retry_back_off");
        policy.Finish();
        return config;
    }

    private static RetryConditions ReadConditions(Message policy)
    {
        var conditions = RetryConditions.None;
        foreach (var word in (policy.Text("retry_on") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Conditions.TryGetValue(word, out var condition))
                conditions |= condition;
            else if (word is "http3-post-connect-failure" or "envoy-ratelimited")
                policy.Warning("retry_on", $"'{word}' ignored: it cannot happen here.");
            else
                policy.Error("retry_on", $"'{Scalars.Short(word)}' is not supported; {string.Join(", ", Conditions.Keys)} are.");
        }

        return conditions;
    }

    private static void ReadPredicate(Message predicate)
    {
        var kind = Extension.Open(predicate, out _);
        if (kind.EndsWith("previous_hosts", StringComparison.Ordinal) || kind == "PreviousHostsPredicate")
            predicate.Warning("name", "ignored: the balancer picks another host where there is one.");
        else
            predicate.Error("name", $"the predicate '{Scalars.Short(kind)}' is not supported; envoy.retry_host_predicates.previous_hosts is.");
        predicate.Finish();
    }
}
