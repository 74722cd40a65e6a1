using System.Text.RegularExpressions;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>The counters that only a host may move: its errors, resets, timeouts, retries and ejections.</summary>
internal static partial class UpstreamCounters
{
    private static readonly string[] OfCluster =
    [
        "upstream_cx_connect_fail", "upstream_cx_connect_timeout", "upstream_rq_5xx", "upstream_rq_timeout", "upstream_rq_per_try_timeout",
        "upstream_rq_pending_overflow", "upstream_rq_retry", "upstream_rq_retry_success", "upstream_rq_retry_overflow",
        "upstream_rq_rx_reset", "upstream_cx_none_healthy", "outlier_detection.ejections_enforced_total", "outlier_detection.ejections_active",
        "outlier_detection.ejections_overflow",
    ];

    /// <summary>Those that are not zero, as <c>/stats</c> and <c>/clusters</c> write them.</summary>
    public static async Task<IReadOnlyList<string>> MovedAsync(TestGateway gateway, string cluster = "ping-cluster")
    {
        var stats = await gateway.GetAdminAsync("/stats");
        var clusters = await gateway.GetAdminAsync("/clusters");
        return
        [
            .. stats.Split('\n').Where(line => OfCluster.Any(name => line.StartsWith($"cluster.{cluster}.{name}: ", StringComparison.Ordinal)) && !line.EndsWith(": 0", StringComparison.Ordinal)),
            .. clusters.Split('\n').Where(line => line.StartsWith(cluster, StringComparison.Ordinal) && HostErrors().IsMatch(line)),
        ];
    }

    [GeneratedRegex("::(rq_error|rq_timeout|cx_connect_fail)::[1-9]|failed_outlier_check")]
    private static partial Regex HostErrors();
}
