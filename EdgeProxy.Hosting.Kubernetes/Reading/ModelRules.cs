using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>What must hold of a model before it can be published. Everything is checked, and all errors are reported at once.</summary>
internal static class ModelRules
{
    /// <exception cref="DistributedApplicationException">The model breaks a rule; the message has every one of them.</exception>
    public static void Check(IReadOnlyList<IResource> resources)
    {
        var published = resources.Where(EndpointPorts.IsPublished).ToList();
        var errors = InvalidNames(published).Concat(BindMounts(published)).Concat(UnknownPorts(published)).ToList();
        if (published.Count == 0)
            errors.Add("The application has no project and no container with an endpoint, so there is nothing to publish. Add one in AppHost.cs with AddProject or AddContainer.");
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors));
    }

    private static IEnumerable<string> BindMounts(IEnumerable<IResource> resources) =>
        from container in resources
        from mount in container.Annotations.OfType<ContainerMountAnnotation>()
        where mount.Type == ContainerMountType.BindMount
        select $"The container '{container.Name}' mounts '{mount.Source}' of this machine, which no cluster has. Put the files into its image, mount them only when builder.ExecutionContext.IsRunMode, or leave it out with ExcludeFromManifest().";

    private static IEnumerable<string> UnknownPorts(IEnumerable<IResource> resources) =>
        from container in resources.Where(resource => resource is not ProjectResource)
        from endpoint in container.PublishedEndpoints()
        where endpoint.PublishedPort(container) is null
        select $"The endpoint '{endpoint.Name}' of the container '{container.Name}' has no target port. Set the port that the container listens on: targetPort: 8080.";

    // A Service's name is a DNS label (RFC 1035): lower case, 63 characters at most.
    private static IEnumerable<string> InvalidNames(IEnumerable<IResource> resources) =>
        from resource in resources
        where resource.Name.Length > 63 || resource.Name.Any(char.IsAsciiLetterUpper)
        select $"The resource name '{resource.Name}' is no valid name of a Kubernetes Service: 1 to 63 lower-case letters, digits and hyphens. Rename it in AppHost.cs.";
}
