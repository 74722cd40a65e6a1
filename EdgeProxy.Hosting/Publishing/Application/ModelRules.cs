using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>What must hold of a model before it can be published. All of it is checked, and all faults are said at once.</summary>
internal static class ModelRules
{
    /// <exception cref="DistributedApplicationException">It does not hold.</exception>
    public static void Check(DistributedApplicationModel model)
    {
        var faults = DuplicateNames(model).Concat(UnknownReferences(model)).Concat(LongNames(model)).Concat(BindMounts(model)).Concat(UnknownPorts(model)).ToList();
        if (!model.Resources.Any(resource => resource is ProjectResource or ContainerResource))
            faults.Add("The application has no project and no container, so there is nothing to publish. Add one in AppHost.cs with AddProject or AddContainer.");
        if (faults.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', faults));
    }

    private static IEnumerable<string> DuplicateNames(DistributedApplicationModel model) =>
        from twins in model.Resources.GroupBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase)
        where twins.Count() > 1
        select $"{twins.Count()} resources are named '{twins.Key}'. Names are unique without regard to case: rename all but one in AppHost.cs.";

    private static IEnumerable<string> UnknownReferences(DistributedApplicationModel model) =>
        from resource in model.Resources
        from reference in resource.Annotations.OfType<EndpointReferenceAnnotation>()
        where !model.Resources.Contains(reference.Resource)
        select $"The resource '{resource.Name}' references '{reference.Resource.Name}', which is not part of this application. Add it with this builder, or remove the reference.";

    private static IEnumerable<string> BindMounts(DistributedApplicationModel model) =>
        from container in model.Resources.OfType<ContainerResource>().Where(EndpointPorts.IsPublished)
        from mount in container.Annotations.OfType<ContainerMountAnnotation>()
        where mount.Type == ContainerMountType.BindMount
        select $"The container '{container.Name}' mounts '{mount.Source}' of this machine, which no cluster has. Put the files into its image, mount them only when builder.ExecutionContext.IsRunMode, or say ExcludeFromManifest().";

    private static IEnumerable<string> UnknownPorts(DistributedApplicationModel model) =>
        from container in model.Resources.OfType<ContainerResource>().Where(EndpointPorts.IsPublished)
        from endpoint in container.GetEndpointAnnotations()
        where endpoint.PublishedPort(container) is null
        select $"The endpoint '{endpoint.Name}' of the container '{container.Name}' has no target port. Say on which port the container listens: targetPort: 8080.";

    // A Service's name is a DNS label (RFC 1035 as Kubernetes has it): lower case, 63 characters at most.
    private static IEnumerable<string> LongNames(DistributedApplicationModel model) =>
        from project in model.Resources.Where(resource => resource is ProjectResource or ContainerResource)
        where project.Name.Length > 63 || project.Name.Any(char.IsAsciiLetterUpper)
        select $"The resource name '{project.Name}' cannot be a Kubernetes Service's: that is 1 to 63 lower-case letters, digits and hyphens. Rename it in AppHost.cs.";
}
