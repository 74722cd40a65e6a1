using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Notes about what runs locally and is not published.</summary>
internal static class PublishNotes
{
    public static IEnumerable<string> Of(IReadOnlyList<IResource> resources, ValueReader values)
    {
        foreach (var caller in resources.Where(EndpointPorts.IsPublished))
        {
            foreach (var callee in values.CalledBy(caller).Where(callee => !callee.IsPublished()))
                yield return $"'{caller.Name}' references '{callee.Name}', which is not published: something else has to provide a Service '{callee.Name}'.";
            if (caller.Annotations.OfType<DockerfileBuildAnnotation>().Any())
                yield return $"The image of '{caller.Name}' is made of a Dockerfile and not built here: build and push it first.";
        }
    }
}
