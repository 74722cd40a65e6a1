namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Something is mounted into a container.</summary>
/// <param name="source">The path on this machine, or the volume's name; null for a volume without a name, which goes with the container.</param>
/// <param name="target">The path inside of the container.</param>
/// <param name="type">Where it comes from.</param>
/// <param name="isReadOnly">Whether the container may only read it.</param>
public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
{
    /// <summary>The path on this machine, or the volume's name; null for a volume without a name.</summary>
    public string? Source { get; } = source;

    /// <summary>The path inside of the container.</summary>
    public string Target { get; } = target;

    /// <summary>Where it comes from.</summary>
    public ContainerMountType Type { get; } = type;

    /// <summary>Whether the container may only read it.</summary>
    public bool IsReadOnly { get; } = isReadOnly;
}
