using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>What must hold of a model before it can be published. Everything is checked, and all errors are reported at once.</summary>
internal static class ModelRules
{
    /// <exception cref="DistributedApplicationException">The model breaks a rule; the message has every one of them.</exception>
    public static void Check(IReadOnlyList<IResource> resources)
    {
        var published = resources.Where(EndpointPorts.IsPublished).ToList();
        var errors = InvalidNames(published).Concat(Executables(resources)).Concat(UnknownPorts(published)).ToList();
        if (published.Count == 0)
            errors.Add("The application has no project and no container, so there is nothing to publish. Add one in AppHost.cs with AddProject or AddContainer.");
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors));
    }

    // Nothing says which image an executable would be, and an application without one of its programs is another application.
    private static IEnumerable<string> Executables(IEnumerable<IResource> resources) =>
        from executable in resources.OfType<ExecutableResource>()
        where !executable.IsExcludedFromPublish() && !executable.IsContainer()
        select $"The executable '{executable.Name}' cannot be published: no image is known for it. Publish a container in its place (builder.ExecutionContext.IsPublishMode ? builder.AddContainer(...) : builder.AddExecutable(...), as samples/orders does), or leave it out with ExcludeFromManifest().";

    /// <exception cref="DistributedApplicationException">The profile has no word for something of the application; the message has all of it.</exception>
    public static void Check(IReadOnlyList<PublishedWorkload> workloads, PublishSettings settings)
    {
        if (settings.Profile == PublishProfile.Full)
            return;
        var profile = settings.Profile.ToString().ToLowerInvariant();
        var errors = workloads
            .Where(workload => settings.Profile == PublishProfile.Seed || workload.Volumes.Count > 0)
            .Where(workload => workload.Volumes.Count > 0 || workload.RunsToCompletion)
            .Select(workload => $"'{workload.Name}' {(workload.Volumes.Count > 0 ? "has volumes" : "runs to completion")}, and the profile '{profile}' publishes neither volumes nor jobs. Take the profile 'full'.")
            .ToList();
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors));
    }

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
