using System.Text;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The clusters with their limits and hosts, as Envoy's <c>/clusters</c> writes them.</summary>
internal static class ClusterStatus
{
    public static string Text(IEnumerable<Cluster> clusters)
    {
        var text = new StringBuilder();
        foreach (var cluster in clusters)
        {
            var limits = cluster.Config.CircuitBreakers;
            Line(text, cluster, "observability_name", cluster.Name);
            Line(text, cluster, "default_priority::max_connections", limits.MaxConnections);
            Line(text, cluster, "default_priority::max_pending_requests", limits.MaxPendingRequests);
            Line(text, cluster, "default_priority::max_requests", limits.MaxRequests);
            Line(text, cluster, "default_priority::max_retries", limits.MaxRetries);
            Line(text, cluster, "added_via_api", "false");
            foreach (var host in cluster.Hosts.All)
            {
                foreach (var (name, value) in Numbers(host))
                    Line(text, cluster, $"{host.AddressText}::{name}", value);
                Line(text, cluster, $"{host.AddressText}::hostname", host.Endpoint.Address);
                Line(text, cluster, $"{host.AddressText}::health_flags", HealthFlags(host.Failures));
                Line(text, cluster, $"{host.AddressText}::weight", host.Endpoint.Weight);
                Line(text, cluster, $"{host.AddressText}::priority", 0);
            }
        }

        return text.ToString();
    }

    public static string Json(IEnumerable<Cluster> clusters) => AdminJson.Write(json =>
    {
        json.WriteStartArray("cluster_statuses");
        foreach (var cluster in clusters)
        {
            json.WriteStartObject();
            json.WriteString("name", cluster.Name);
            json.WriteStartArray("host_statuses");
            foreach (var host in cluster.Hosts.All)
            {
                json.WriteStartObject();
                AdminJson.WriteAddress(json, "address", host.Address);
                json.WriteStartArray("stats");
                foreach (var (name, value) in Numbers(host))
                {
                    json.WriteStartObject();
                    json.WriteString("name", name);
                    json.WriteString("value", value.ToString());
                    json.WriteString("type", name.EndsWith("_active", StringComparison.Ordinal) ? "GAUGE" : "COUNTER");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartObject("health_status");
                if (host.Failures.HasFlag(HostFailures.ActiveCheck))
                    json.WriteBoolean("failed_active_health_check", true);
                if (host.Failures.HasFlag(HostFailures.Outlier))
                    json.WriteBoolean("failed_outlier_check", true);
                json.WriteString("eds_health_status", host.IsHealthy ? "HEALTHY" : "UNHEALTHY");
                json.WriteEndObject();
                json.WriteNumber("weight", host.Endpoint.Weight);
                json.WriteString("hostname", host.Endpoint.Address);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>In the order of their names, as Envoy shows them.</summary>
    private static IEnumerable<(string Name, long Value)> Numbers(UpstreamHost host) => StatNames<HostCounter>.All.Index()
        .Where(counter => counter.Item is not null)
        .Select(counter => (counter.Item!, host.Stats.Read((HostCounter)counter.Index)))
        .Append(("cx_active", host.Stats.CxActive))
        .Append(("rq_active", Volatile.Read(ref host.Active)))
        .OrderBy(number => number.Item1, StringComparer.Ordinal);

    private static string HealthFlags(HostFailures failures)
    {
        if (failures == HostFailures.None)
            return "healthy";
        return (failures.HasFlag(HostFailures.ActiveCheck) ? "/failed_active_hc" : "")
            + (failures.HasFlag(HostFailures.Outlier) ? "/failed_outlier_check" : "")
            + (failures.HasFlag(HostFailures.Pending) ? "/pending_active_hc" : "");
    }

    private static void Line(StringBuilder text, Cluster cluster, string name, object value) =>
        text.Append(cluster.Name).Append("::").Append(name).Append("::").Append(value).Append('\n');
}
