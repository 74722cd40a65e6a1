using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Which endpoints and ports a resource has when it is published.</summary>
internal static class EndpointPorts
{
    // What ASP.NET Core's images and the hand-written manifests agree on.
    private const int DefaultPort = 8080;

    /// <summary>
    /// The endpoints that are published. A project's https endpoint is left out: TLS ends before the pod, and Aspire adds one to every project
    /// in publish mode whether it has a certificate or not.
    /// </summary>
    public static IEnumerable<EndpointAnnotation> PublishedEndpoints(this IResource resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => resource is not ProjectResource || !IsHttps(endpoint));

    /// <summary>The endpoint that takes a project's requests: the one named <c>http</c>, or else the first that is not an edge's admin endpoint.</summary>
    public static EndpointAnnotation? FindHttp(this IResource resource)
    {
        var admin = resource.TryGetLastAnnotation<EdgeAnnotation>(out var edge) ? edge.AdminEndpointName : null;
        var endpoints = resource.PublishedEndpoints()
            .Where(endpoint => endpoint.UriScheme == "http" && !string.Equals(endpoint.Name, admin, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Name, "http", StringComparison.OrdinalIgnoreCase)) ?? endpoints.FirstOrDefault();
    }

    /// <summary>The port that the process listens on, which is the Service's too; null where it is unknown.</summary>
    public static int? PublishedPort(this EndpointAnnotation endpoint, IResource owner)
    {
        // Locally a service has whatever port its launch profile names. An external one has its own everywhere.
        if (owner is ProjectResource && endpoint == owner.FindHttp())
            return endpoint.TargetPort ?? (endpoint.IsExternal ? endpoint.Port : null) ?? DefaultPort;
        return endpoint.TargetPort ?? endpoint.Port;
    }

    /// <summary>Whether a resource becomes a workload.</summary>
    public static bool IsPublished(this IResource resource) => !resource.IsExcludedFromPublish() && (resource is ProjectResource || resource.IsContainer());

    /// <summary>The endpoint of <paramref name="resource"/> that takes the place of the one named <paramref name="name"/>: http for a project's https.</summary>
    public static EndpointAnnotation? FindPublished(this IResource resource, string name) =>
        resource.PublishedEndpoints().FirstOrDefault(endpoint => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? (resource is ProjectResource && string.Equals(name, "https", StringComparison.OrdinalIgnoreCase) ? resource.FindHttp() : null);

    private static bool IsHttps(EndpointAnnotation endpoint) => string.Equals(endpoint.UriScheme, "https", StringComparison.OrdinalIgnoreCase);
}
