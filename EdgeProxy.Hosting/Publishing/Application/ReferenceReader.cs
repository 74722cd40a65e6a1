using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Reads who calls whom.</summary>
internal static class ReferenceReader
{
    /// <summary>What a resource is told by service discovery. One that is not published is left to whoever publishes something of its name.</summary>
    public static IEnumerable<PublishedReference> Of(IResource resource)
    {
        foreach (var reference in resource.Annotations.OfType<EndpointReferenceAnnotation>())
        {
            var target = reference.Resource;
            var endpoints = reference.EndpointName is null && target.FindHttp() is { } http
                ? [http]
                : target.GetEndpointAnnotations().Where(endpoint => reference.Covers(endpoint.Name));
            foreach (var endpoint in endpoints)
            {
                if (endpoint.PublishedPort(target) is { } port)
                    yield return new PublishedReference(target.Name, target.Name, endpoint.UriScheme, endpoint.Name.ToLowerInvariant(), port);
            }
        }
    }

    /// <summary>Whether a resource is told where another is, by service discovery or in a value.</summary>
    public static bool Calls(IResource caller, IResource callee) =>
        caller.Annotations.OfType<EndpointReferenceAnnotation>().Any(reference => reference.Resource == callee) || ReferencedValues.Owners(caller).Contains(callee);
}
