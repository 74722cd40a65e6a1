using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Which ports endpoints have when published.</summary>
internal static class EndpointPorts
{
    // What ASP.NET Core's images and the hand-written manifests agree on.
    private const int DefaultPort = 8080;

    /// <summary>Where requests come in: an endpoint with a variable of its own is something else.</summary>
    public static EndpointAnnotation? FindHttp(this IResource resource) =>
        resource.GetEndpointAnnotations().FirstOrDefault(endpoint => endpoint is { UriScheme: "http", TargetPortEnvironmentVariable: null });

    /// <summary>The port that the process listens on, which is the Service's too; null where nobody knows.</summary>
    public static int? PublishedPort(this EndpointAnnotation endpoint, IResource owner)
    {
        // Locally, a service has whatever port its launch profile says. What is external has its own in every place.
        if (owner is ProjectResource && endpoint == owner.FindHttp())
            return endpoint.TargetPort ?? (endpoint.IsExternal ? endpoint.Port : null) ?? DefaultPort;
        return endpoint.TargetPort ?? endpoint.Port;
    }

    /// <summary>Whether a resource becomes a workload.</summary>
    public static bool IsPublished(this IResource resource) =>
        !resource.Annotations.OfType<ExcludeFromManifestAnnotation>().Any()
        && resource is ProjectResource or ContainerResource
        && (resource is ProjectResource ? resource.FindHttp() is not null : resource.GetEndpointAnnotations().Any());
}
