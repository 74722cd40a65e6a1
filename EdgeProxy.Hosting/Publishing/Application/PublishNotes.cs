using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>What is run and not published, so that nobody looks for it in vain.</summary>
internal static class PublishNotes
{
    public static IEnumerable<string> Of(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.Where(resource => resource is ExecutableResource or ContainerResource && !resource.IsPublished()))
        {
            if (resource.Annotations.OfType<ExcludeFromManifestAnnotation>().Any())
                continue;
            yield return resource is ExecutableResource
                ? $"The executable '{resource.Name}' is not published: nothing says which image it would be. Publish a container in its place (docs/resources.md), or say ExcludeFromManifest()."
                : $"The container '{resource.Name}' is not published: it has no endpoint. Give it one, or say ExcludeFromManifest().";
        }

        foreach (var caller in model.Resources.Where(EndpointPorts.IsPublished))
        {
            foreach (var callee in caller.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource).Where(callee => !callee.IsPublished()).Distinct())
                yield return $"'{caller.Name}' references '{callee.Name}', which is not published: it looks for a Service '{callee.Name}' that something else has to provide.";
        }
    }
}
