using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Filters;

/// <summary>What the filters of a listener share.</summary>
/// <param name="FindCluster">The clusters by name.</param>
/// <param name="StatPrefix">The listener's <c>stat_prefix</c>.</param>
/// <param name="Environment">What the filters of all configurations share.</param>
/// <param name="Time">The clock.</param>
internal sealed record FilterServices(Func<string, Cluster?> FindCluster, string StatPrefix, FilterEnvironment Environment, TimeProvider Time)
{
    /// <summary>Where filters count.</summary>
    public FilterStats Stats => Environment.Stats;

    /// <summary>A counter of the connection manager: <c>http.ingress_http.cors.origin_valid</c>.</summary>
    public FilterCounter Counter(string name, StatKind kind = StatKind.Counter) => Stats.Get($"http.{StatPrefix}.", name, "envoy_http_", $"envoy_http_conn_manager_prefix=\"{PrometheusLabel.Escape(StatPrefix)}\"", kind);

    /// <summary>A counter of a cluster: <c>cluster.ping-cluster.ext_authz.ok</c>.</summary>
    public FilterCounter ClusterCounter(string cluster, string name) => Stats.Get($"cluster.{cluster}.", name, "envoy_cluster_", $"envoy_cluster_name=\"{PrometheusLabel.Escape(cluster)}\"");
}
