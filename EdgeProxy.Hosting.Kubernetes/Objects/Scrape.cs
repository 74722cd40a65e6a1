using System.Globalization;
using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The annotations that Prometheus' usual Kubernetes configuration looks for.</summary>
internal static class Scrape
{
    public static Dictionary<string, string>? Annotations(PublishedWorkload workload) => workload.AdminPort is not { } admin ? null : new()
    {
        ["prometheus.io/path"] = "/stats/prometheus",
        ["prometheus.io/port"] = admin.Number.ToString(CultureInfo.InvariantCulture),
        ["prometheus.io/scrape"] = "true",
    };
}
