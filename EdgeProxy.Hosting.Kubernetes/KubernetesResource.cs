using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents the Kubernetes objects that a resource of the application is published as, for changes that settings have no word for.
/// </summary>
public sealed class KubernetesResource
{
    internal KubernetesResource(string name, IKubernetesObject<V1ObjectMeta> workload, V1Service? service)
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
    /// Gets the object that runs the pods: a <see cref="V1Deployment"/>; a <see cref="V1StatefulSet"/> where the resource has a volume that only one pod may
    /// use; a <see cref="V1Job"/> where others wait for its completion; a <see cref="V1CronJob"/> where somebody starts it.
    /// </summary>
    public IKubernetesObject<V1ObjectMeta> Workload { get; }

    /// <summary>
    /// Gets the template of the pods. Its first container is the resource's own.
    /// </summary>
    public V1PodTemplateSpec PodTemplate => Workload switch
    {
        V1Deployment deployment => deployment.Spec.Template,
        V1StatefulSet set => set.Spec.Template,
        V1Job job => job.Spec.Template,
        V1CronJob job => job.Spec.JobTemplate.Spec.Template,
        _ => throw new InvalidOperationException($"A {Workload.Kind} has no pods."),
    };

    /// <summary>
    /// Gets the Service; <see langword="null"/> for a resource without an endpoint.
    /// </summary>
    public V1Service? Service { get; }

    /// <summary>
    /// Gets further objects that are published with the resource. Each needs a kind and a name.
    /// </summary>
    public IList<IKubernetesObject<V1ObjectMeta>> AdditionalResources { get; } = [];
}
