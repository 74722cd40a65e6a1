using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Every statistic under Envoy's name, ordered by it.</summary>
internal sealed class StatsCatalog(ClusterStore clusters, HttpStatsStore http, FilterStats filters, ServerState state, AccessLogSinks sinks)
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();

    public IReadOnlyList<Stat> All() =>
        [
            .. clusters.All.SelectMany(OfCluster).Concat(http.All.SelectMany(manager => OfManager(manager.Prefix, manager.Stats))).Concat(filters.All()).Concat(OfServer())
                .OrderBy(stat => stat.Name, StringComparer.Ordinal),
        ];

    public void Reset()
    {
        foreach (var (_, stats) in http.All)
            stats.Reset();
        filters.Reset();
        foreach (var cluster in clusters.All)
        {
            cluster.Stats.Reset();
            foreach (var host in cluster.Hosts.All)
                host.Stats.Reset();
        }
    }

    private static IEnumerable<Stat> OfCluster(Cluster cluster)
    {
        var (prefix, labels) = ($"cluster.{cluster.Name}.", $"envoy_cluster_name=\"{PrometheusLabel.Escape(cluster.Name)}\"");
        foreach (var (counter, name) in StatNames<ClusterCounter>.All.Index())
        {
            if (name is not null)
                yield return Counter(prefix, name, cluster.Stats.Read((ClusterCounter)counter), "envoy_cluster_", labels);
        }

        foreach (var (status, count) in cluster.Stats.ByStatus())
        {
            yield return new Stat(
                $"{prefix}upstream_rq_{status}", StatKind.Counter, count, "envoy_cluster_upstream_rq", $"envoy_response_code=\"{status}\",{labels}");
        }

        var hosts = cluster.Hosts;
        yield return Gauge(prefix, "upstream_cx_active", cluster.Stats.CxActive, "envoy_cluster_", labels);
        yield return Gauge(prefix, "upstream_rq_active", cluster.Stats.RqActive, "envoy_cluster_", labels);
        yield return Gauge(prefix, "upstream_rq_pending_active", cluster.Limits.Pending, "envoy_cluster_", labels);
        yield return Gauge(prefix, "membership_total", hosts.All.Length, "envoy_cluster_", labels);
        yield return Gauge(prefix, "membership_healthy", hosts.HealthyCount, "envoy_cluster_", labels);
        yield return Gauge(
            prefix, "outlier_detection.ejections_active", hosts.All.Count(host => host.Failures.HasFlag(HostFailures.Outlier)), "envoy_cluster_", labels);
        yield return Histogram(prefix, "upstream_rq_time", cluster.Stats.RqTime, "envoy_cluster_", labels);
    }

    private static IEnumerable<Stat> OfManager(string statPrefix, HttpStats http)
    {
        var (prefix, labels) = ($"http.{statPrefix}.", $"envoy_http_conn_manager_prefix=\"{PrometheusLabel.Escape(statPrefix)}\"");
        foreach (var (counter, name) in StatNames<HttpCounter>.All.Index())
        {
            if (name is not null)
                yield return Counter(prefix, name, http.Read((HttpCounter)counter), "envoy_http_", labels);
        }

        yield return Gauge(prefix, "downstream_cx_active", http.CxActive, "envoy_http_", labels);
        yield return Gauge(prefix, "downstream_rq_active", http.RqActive, "envoy_http_", labels);
        yield return Histogram(prefix, "downstream_rq_time", http.RqTime, "envoy_http_", labels);
    }

    private IEnumerable<Stat> OfServer()
    {
        yield return Gauge("server.", "live", state.Phase == ServerPhase.Live ? 1 : 0, "envoy_server_", "");
        yield return Gauge("server.", "uptime", (long)System.Diagnostics.Stopwatch.GetElapsedTime(_started).TotalSeconds, "envoy_server_", "");
        yield return Gauge("server.", "memory_allocated", GC.GetTotalMemory(forceFullCollection: false), "envoy_server_", "");
        yield return Gauge("cluster_manager.", "active_clusters", clusters.All.Count(), "envoy_cluster_manager_", "");
        yield return Counter("access_log.", "write_dropped", sinks.Dropped, "envoy_access_log_", "");
    }

    /// <summary>Envoy takes the class of a response out of the name and into a label: <c>upstream_rq_xx{envoy_response_code_class="2"}</c>.</summary>
    private static Stat Counter(string prefix, string name, long value, string prometheus, string labels) => name is [.., '_', >= '1' and <= '5', 'x', 'x']
        ? new(prefix + name, StatKind.Counter, value, $"{prometheus}{name[..^3]}xx", $"envoy_response_code_class=\"{name[^3]}\",{labels}")
        : new(prefix + name, StatKind.Counter, value, prometheus + name, labels);

    private static Stat Gauge(string prefix, string name, long value, string prometheus, string labels) =>
        new(prefix + name, StatKind.Gauge, value, prometheus + name, labels);

    private static Stat Histogram(string prefix, string name, StatHistogram histogram, string prometheus, string labels) =>
        new(prefix + name, StatKind.Histogram, 0, prometheus + name, labels, histogram);
}
