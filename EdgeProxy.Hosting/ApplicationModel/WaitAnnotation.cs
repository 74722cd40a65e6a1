namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A resource starts only when another is healthy.</summary>
/// <param name="resource">The resource that is waited for.</param>
public sealed class WaitAnnotation(IResource resource) : IResourceAnnotation
{
    /// <summary>The resource that is waited for.</summary>
    public IResource Resource { get; } = resource;
}
