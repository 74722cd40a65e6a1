namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A resource finds the endpoints of another through service discovery.</summary>
/// <param name="resource">The resource that is found.</param>
public sealed class EndpointReferenceAnnotation(IResourceWithServiceDiscovery resource) : IResourceAnnotation
{
    /// <summary>The resource that is found.</summary>
    public IResourceWithServiceDiscovery Resource { get; } = resource;
}
