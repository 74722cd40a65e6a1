using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The volumes of a pod and where its container has them. A project's image has a read-only file system, and /tmp beside its volumes.</summary>
internal static class Volumes
{
    public static IList<V1VolumeMount>? Mounts(PublishedWorkload workload)
    {
        var mounts = workload.Volumes.Select(volume => new V1VolumeMount
        {
            Name = volume.Name,
            MountPath = volume.MountPath,
            ReadOnlyProperty = volume.IsReadOnly ? true : null,
            SubPath = volume.SubPath,
        }).ToList();
        if (workload.ContainerImage is null)
            mounts.InsertRange(0, Tmp.Mounts);
        return mounts.Count == 0 ? null : mounts;
    }

    public static IList<V1Volume>? Of(PublishedWorkload workload)
    {
        var volumes = workload.Volumes.DistinctBy(volume => volume.Name).Select(Volume).ToList();
        if (workload.ContainerImage is null)
            volumes.Insert(0, Tmp.PodVolume);
        return volumes.Count == 0 ? null : volumes;
    }

    private static V1Volume Volume(PublishedVolume volume) => volume switch
    {
        { Claim: { } claim } => new() { Name = volume.Name, PersistentVolumeClaim = new() { ClaimName = claim.Name } },
        { Files: { } files } => new() { Name = volume.Name, ConfigMap = new() { Name = files.Name, Items = [.. files.Files.Select(file => new V1KeyToPath { Key = file.Key, Path = file.Path, Mode = file.Mode })] } },
        _ => new() { Name = volume.Name, EmptyDir = new() },
    };
}
