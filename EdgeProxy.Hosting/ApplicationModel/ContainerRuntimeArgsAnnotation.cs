namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Arguments of <c>docker run</c> or <c>podman run</c> itself, before the image.</summary>
internal sealed class ContainerRuntimeArgsAnnotation(IReadOnlyList<string> args) : IResourceAnnotation
{
    public IReadOnlyList<string> Args { get; } = args;
}
