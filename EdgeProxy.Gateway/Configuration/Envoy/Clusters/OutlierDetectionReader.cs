using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>OutlierDetection</c>: failures in a row. What compares hosts with each other is not done.</summary>
internal static class OutlierDetectionReader
{
    public static OutlierDetectionConfig? Read(Message? outlier)
    {
        if (outlier is null)
            return null;
        var config = new OutlierDetectionConfig();
        var gatewayFailures = outlier.Count("consecutive_gateway_failure") ?? 5;
        var baseTime = outlier.PositiveDuration("base_ejection_time") ?? config.BaseEjectionTime;
        config = config with
        {
            Consecutive5xx = (outlier.Count("consecutive_5xx") ?? config.Consecutive5xx) * OnOrOff(outlier, "enforcing_consecutive_5xx", byDefault: 100),
            ConsecutiveGatewayFailure = gatewayFailures * OnOrOff(outlier, "enforcing_consecutive_gateway_failure", byDefault: 0),
            Interval = outlier.PositiveDuration("interval") ?? config.Interval,
            BaseEjectionTime = baseTime,
            MaxEjectionTime = outlier.PositiveDuration("max_ejection_time") ?? TimeSpan.FromTicks(Math.Max(baseTime.Ticks, config.MaxEjectionTime.Ticks)),
            MaxEjectionPercent = outlier.Integer("max_ejection_percent", 0, 100) ?? config.MaxEjectionPercent,
        };
        if (OnOrOff(outlier, "enforcing_success_rate", byDefault: 100) > 0)
            outlier.Warning("enforcing_success_rate", "hosts are not compared by their success rate (Envoy does so from five hosts and a hundred requests on); 0 says so too.");
        if (OnOrOff(outlier, "enforcing_failure_percentage", byDefault: 0) > 0)
            outlier.Error("enforcing_failure_percentage", "ejection by failure percentage is not supported; 0 is.");
        outlier.RefuseTrue("failures of the connection and of the answer count together.", "split_external_local_origin_errors",
            "successful_active_health_check_uneject_host", "always_eject_one_host");
        outlier.Refuse("there is no such rule.", "monitors", "detect_degraded_hosts");
        // Without the rules that they belong to, these mean nothing.
        outlier.Skip("success_rate_minimum_hosts", "success_rate_request_volume", "success_rate_stdev_factor", "consecutive_local_origin_failure",
            "enforcing_consecutive_local_origin_failure", "enforcing_local_origin_success_rate", "failure_percentage_threshold",
            "enforcing_failure_percentage_local_origin", "failure_percentage_minimum_hosts", "failure_percentage_request_volume");
        outlier.Ignore("ejections end on time.", "max_ejection_time_jitter");
        outlier.Finish();
        return config;
    }

    // Envoy ejects with a probability in percent; all or nothing is done here.
    private static int OnOrOff(Message outlier, string field, int byDefault)
    {
        var percent = outlier.Integer(field, 0, 100) ?? byDefault;
        if (percent is not (0 or 100))
            outlier.Error(field, $"'{percent}' is not supported; 0 and 100 are.");
        return percent == 0 ? 0 : 1;
    }
}
