namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A place in a container that is not part of its image. With neither a claim nor files it is empty and lives as long as the pod.</summary>
/// <param name="Name">The volume's name in the pod.</param>
/// <param name="MountPath">Where it is in the container.</param>
/// <param name="IsReadOnly">Whether the container may only read it.</param>
internal sealed record PublishedVolume(string Name, string MountPath, bool IsReadOnly)
{
    /// <summary>What of the volume is mounted; null for all of it.</summary>
    public string? SubPath { get; init; }

    /// <summary>The storage behind it, which outlives the pod; null for none.</summary>
    public PublishedClaim? Claim { get; init; }

    /// <summary>The files in it; null for none.</summary>
    public PublishedConfigMap? Files { get; init; }
}
