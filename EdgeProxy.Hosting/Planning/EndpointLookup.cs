using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


internal static class EndpointLookup
{
    /// <summary>The endpoint of that name, or the first HTTP one without a name; null where there is none.</summary>
    public static EndpointAnnotation? FindHttpEndpoint(this IResource resource, string? name) =>
        resource.GetEndpointAnnotations().FirstOrDefault(endpoint =>
            endpoint.UriScheme is "http" or "https" && (name is null || string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase)));
}
