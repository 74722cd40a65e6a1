using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents an Ingress: hosts and paths that clients outside of the cluster reach by its controller.
/// </summary>
/// <param name="name">The name of the Ingress.</param>
/// <param name="environment">The environment that it belongs to.</param>
public class KubernetesIngressResource(string name, KubernetesEnvironmentResource environment) : Resource(name), IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>
    /// Gets the environment that it belongs to.
    /// </summary>
    public KubernetesEnvironmentResource Parent { get; } = environment;

    /// <summary>
    /// Gets or sets the class, which says which controller serves it; <see langword="null"/> for the cluster's default.
    /// </summary>
    public ReferenceExpression? IngressClassName { get; set; }

    internal List<ReferenceExpression> Hostnames { get; } = [];

    internal List<IngressBackend> Paths { get; } = [];

    internal EndpointReference? DefaultBackend { get; set; }

    /// <summary>The Secret with the certificate of all hosts; null for plain HTTP.</summary>
    internal ReferenceExpression? TlsSecret { get; set; }

    internal SortedDictionary<string, ReferenceExpression> ObjectAnnotations { get; } = new(StringComparer.Ordinal);
}
