using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The volumes of a container: they live as long as its pod.</summary>
internal static class Volumes
{
    public static IList<V1VolumeMount>? Mounts(PublishedWorkload workload) => workload.Volumes.Count == 0
        ? null
        : [.. workload.Volumes.Select(volume => new V1VolumeMount { Name = volume.Name, MountPath = volume.MountPath, ReadOnlyProperty = volume.IsReadOnly ? true : null })];

    public static IList<V1Volume>? Of(PublishedWorkload workload) => workload.Volumes.Count == 0
        ? null
        : [.. workload.Volumes.Select(volume => new V1Volume { Name = volume.Name, EmptyDir = new() })];
}
