namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A replica has changed.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">The replica's name, <c>ping-svc-abcdefgh</c>.</param>
/// <param name="snapshot">What it is now.</param>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The replica's name, <c>ping-svc-abcdefgh</c>.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>What it is now.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
