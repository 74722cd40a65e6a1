using System.Diagnostics.CodeAnalysis;

namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>Reads what was said of a resource.</summary>
public static class ResourceExtensions
{
    /// <summary>The last annotation of a type, which is the one that counts where only one can.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="annotation">The annotation; null when false is returned.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : class, IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>The endpoints of a resource, in the order in which they were declared; none for a resource that does not listen.</summary>
    /// <param name="resource">The resource.</param>
    public static IEnumerable<EndpointAnnotation> GetEndpointAnnotations(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<EndpointAnnotation>();
    }

    /// <summary>How many processes (or pods) serve a resource; 1 unless said otherwise.</summary>
    /// <param name="resource">The resource.</param>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;
}
