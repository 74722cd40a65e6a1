using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The place that every container of a project may write to: .NET keeps its diagnostics socket there.</summary>
internal static class Tmp
{
    public const string Volume = "tmp";

    public static IList<V1VolumeMount> Mounts => [new() { Name = Volume, MountPath = "/tmp" }];

    public static V1Volume PodVolume => new() { Name = Volume, EmptyDir = new() { SizeLimit = new("64Mi") } };
}
