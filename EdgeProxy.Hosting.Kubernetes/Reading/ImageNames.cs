using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads what <c>AppHost.cs</c> says of registries and image names in Aspire's own words.</summary>
internal static class ImageNames
{
    /// <summary>The registry of the environment, or the only one of the application, as <c>host/repository</c>; null for none.</summary>
    /// <exception cref="DistributedApplicationException">A resource has a registry of its own.</exception>
    public static async Task<string?> RegistryAsync(KubernetesEnvironmentResource environment, IReadOnlyList<IResource> resources, ParameterValues parameterValues, CancellationToken cancellationToken)
    {
        if (resources.FirstOrDefault(resource => resource != environment && resource.Annotations.OfType<ContainerRegistryReferenceAnnotation>().Any()) is { } own)
            throw new DistributedApplicationException($"The resource '{own.Name}' has a container registry of its own, which cannot be published: all images come from one. Call WithContainerRegistry on the environment '{environment.Name}' instead.");
        var registries = resources.OfType<IContainerRegistry>().ToList();
        var registry = environment.Annotations.OfType<ContainerRegistryReferenceAnnotation>().LastOrDefault()?.Registry ?? (registries.Count == 1 ? registries[0] : null);
        if (registry is null)
            return null;
        var errors = new List<string>();
        var values = new ValueReader(parameterValues, errors);
        var endpoint = await values.ReadAsync(registry.Endpoint, environment, "The container registry", cancellationToken);
        var repository = registry.Repository is null ? null : await values.ReadAsync(registry.Repository, environment, "The container registry", cancellationToken);
        if (values.Missing.Count > 0)
            errors.Add(ParameterValues.DescribeMissing(values.Missing));
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors));
        return string.Join('/', new[] { Value(endpoint), Value(repository) }.Where(part => part.Length > 0));

        static string Value(PublishedText? text) => text is null ? "" : string.Concat(text.Parts.Select(part => part.Text ?? part.Parameter?.Value));
    }

    /// <summary>The image of a project: <c>WithRemoteImageName</c> and <c>WithRemoteImageTag</c>, or else its own name and the tag of all.</summary>
    public static async Task<ImageReference> ImageAsync(IResource resource, PublishSettings settings, CancellationToken cancellationToken)
    {
        var options = new ContainerImagePushOptions();
        foreach (var annotation in resource.Annotations.OfType<ContainerImagePushOptionsCallbackAnnotation>())
            await annotation.Callback(new ContainerImagePushOptionsCallbackContext { Resource = resource, Options = options, CancellationToken = cancellationToken });
        var image = settings.ImageOf(resource.Name, options.RemoteImageName is { Length: > 0 } name ? name : resource.Name);
        return options.RemoteImageTag is { Length: > 0 } tag && settings.Tag == new PublishSettings().Tag ? image with { Tag = tag } : image;
    }
}
