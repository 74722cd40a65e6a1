using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>A change to the objects that a resource is published as.</summary>
internal sealed class CustomizationAnnotation(Action<KubernetesResource> configure) : IResourceAnnotation
{
    public Action<KubernetesResource> Configure { get; } = configure;
}
