using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>Says that a resource has a volume by the name of a persistent volume, which is checked when it is published.</summary>
internal sealed class PersistentVolumeBindingAnnotation(KubernetesPersistentVolumeResource volume) : IResourceAnnotation
{
    public KubernetesPersistentVolumeResource Volume { get; } = volume;
}
