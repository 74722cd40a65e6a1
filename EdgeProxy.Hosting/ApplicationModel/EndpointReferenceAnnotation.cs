namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource finds the endpoints of another through service discovery.</summary>
/// <param name="resource">The resource that is found.</param>
/// <param name="endpointName">The only endpoint that is found; all of them when null.</param>
public sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource, string? endpointName = null) : IResourceAnnotation
{
    /// <summary>The resource that is found.</summary>
    public IResourceWithEndpoints Resource { get; } = resource;

    /// <summary>The only endpoint that is found; all of them when null.</summary>
    public string? EndpointName { get; } = endpointName;

    /// <summary>Whether an endpoint of the resource is found.</summary>
    internal bool Covers(string name) => EndpointName is null || string.Equals(EndpointName, name, StringComparison.OrdinalIgnoreCase);
}
