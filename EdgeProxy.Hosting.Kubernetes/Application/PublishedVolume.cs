namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A place that a container may write to, which lives as long as its pod.</summary>
/// <param name="Name">The volume's name in the pod.</param>
/// <param name="MountPath">Where it is in the container.</param>
/// <param name="IsReadOnly">Whether the container may only read it.</param>
internal sealed record PublishedVolume(string Name, string MountPath, bool IsReadOnly);
