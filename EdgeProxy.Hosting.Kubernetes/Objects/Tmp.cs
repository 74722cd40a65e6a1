using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The only place that a container may write to: .NET keeps its diagnostics socket there.</summary>
internal static class Tmp
{
    public const string Volume = "tmp";

    public static IList<V1VolumeMount> Mounts => [new() { Name = Volume, MountPath = "/tmp" }];
}
