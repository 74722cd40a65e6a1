namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>The finished model of an application, as the planner and the publisher read it.</summary>
/// <param name="resources">The resources, in the order in which they were added.</param>
public sealed class DistributedApplicationModel(IReadOnlyList<IResource> resources)
{
    /// <summary>The resources, in the order in which they were added.</summary>
    public IReadOnlyList<IResource> Resources { get; } = resources;
}
