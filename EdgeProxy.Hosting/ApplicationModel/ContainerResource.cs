namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A container, run by Docker or podman.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="entrypoint">The program inside; the image's own when null.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The program inside; the image's own when null.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
