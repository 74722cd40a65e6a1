using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents a Gateway of the Gateway API and its HTTPRoutes: hosts and paths that clients outside of the cluster reach by its controller.
/// </summary>
/// <param name="name">The name of the Gateway and of its HTTPRoute.</param>
/// <param name="environment">The environment that it belongs to.</param>
public class KubernetesGatewayResource(string name, KubernetesEnvironmentResource environment) : Resource(name), IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>
    /// Gets the environment that it belongs to.
    /// </summary>
    public KubernetesEnvironmentResource Parent { get; } = environment;

    /// <summary>
    /// Gets or sets the GatewayClass, which says which controller serves it.
    /// </summary>
    public ReferenceExpression? GatewayClassName { get; set; }

    internal List<ReferenceExpression> Hostnames { get; } = [];

    internal List<IngressBackend> Routes { get; } = [];

    /// <summary>The Secret with the certificate of all hosts; null for plain HTTP.</summary>
    internal ReferenceExpression? TlsSecret { get; set; }

    internal SortedDictionary<string, ReferenceExpression> ObjectAnnotations { get; } = new(StringComparer.Ordinal);
}
