using System.Globalization;
using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The annotations of a pod: those that Prometheus' usual Kubernetes configuration looks for, and what restarts it when its image changes.</summary>
internal static class PodAnnotations
{
    /// <summary>Changes with the content of the image, as Helm's <c>checksum/config</c> does with that of a file: the pods are replaced although the name stays the same.</summary>
    public const string ImageChecksum = "checksum/image";

    /// <summary>The same for the files of its ConfigMaps.</summary>
    public const string FilesChecksum = "checksum/config";

    /// <summary>The annotations for Prometheus.</summary>
    public static IReadOnlyList<string> Prometheus { get; } = ["prometheus.io/path", "prometheus.io/port", "prometheus.io/scrape"];

    /// <summary>All annotations that the pods of <paramref name="workload"/> can have; null for none.</summary>
    public static Dictionary<string, string>? Of(PublishedWorkload workload)
    {
        var annotations = new Dictionary<string, string>();
        if (workload.ContainerImage is null)
            annotations[ImageChecksum] = workload.ImageChecksum ?? "";
        var files = workload.ConfigMaps.Select(map => map.Checksum).ToList();
        if (files.Count > 0)
            annotations[FilesChecksum] = string.Join('+', files.Select(checksum => checksum["sha256:".Length..]));
        if (workload.AdminPort is { } admin)
        {
            annotations[Prometheus[0]] = "/stats/prometheus";
            annotations[Prometheus[1]] = admin.Number.ToString(CultureInfo.InvariantCulture);
            annotations[Prometheus[2]] = "true";
        }

        return annotations.Count == 0 ? null : annotations;
    }

    /// <summary>The checksum alone, for pods that have no other annotation; null where no image was built.</summary>
    public static Dictionary<string, string>? OfImage(string? checksum) => checksum is null ? null : new() { [ImageChecksum] = checksum };
}
