using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>Which resources run as processes of this machine, each with a port of its own.</summary>
internal static class DiscoverableResources
{
    /// <summary>
    /// Whether each replica of a resource has an address of its own. A container has none on this machine: it is reached by the port that the container runtime publishes.
    /// </summary>
    public static bool HasReplicaAddresses(this IResource resource) => resource is ProjectResource or ExecutableResource;
}
