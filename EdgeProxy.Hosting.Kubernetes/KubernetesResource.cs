using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents the Kubernetes objects that a resource of the application is published as, for changes that settings have no word for.
/// </summary>
public sealed class KubernetesResource
{
    internal KubernetesResource(string name, V1Deployment workload, V1Service service)
    {
        Name = name;
        Workload = workload;
        Service = service;
    }

    /// <summary>
    /// Gets the name of the resource.
    /// </summary>
    public string Name { get; }

    /// <summary>
    /// Gets the Deployment. Its first container is the resource's own.
    /// </summary>
    public V1Deployment Workload { get; }

    /// <summary>
    /// Gets the Service.
    /// </summary>
    public V1Service Service { get; }

    /// <summary>
    /// Gets further objects that are published with the resource. Each needs a kind and a name.
    /// </summary>
    public IList<IKubernetesObject<V1ObjectMeta>> AdditionalResources { get; } = [];
}
