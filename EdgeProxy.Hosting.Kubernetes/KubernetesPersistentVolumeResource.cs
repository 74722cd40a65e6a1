using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents the storage behind a named volume: a PersistentVolumeClaim.
/// </summary>
/// <param name="name">The name of the volume, as <c>WithVolume</c> and <c>WithDataVolume</c> have it, and of the claim.</param>
/// <param name="environment">The environment that it belongs to.</param>
public sealed class KubernetesPersistentVolumeResource(string name, KubernetesEnvironmentResource environment) : Resource(name), IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>
    /// Gets the environment that it belongs to.
    /// </summary>
    public KubernetesEnvironmentResource Parent { get; } = environment;

    /// <summary>How much is asked for, a text or a parameter; null for the environment's default.</summary>
    internal object? Capacity { get; set; }

    /// <summary>Where it comes from, a text or a parameter; null for the environment's default.</summary>
    internal object? StorageClassName { get; set; }

    /// <summary>Who may mount it; empty for the environment's default.</summary>
    internal List<PersistentVolumeAccessMode> AccessModes { get; } = [];
}
