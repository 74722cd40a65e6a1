using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>Adds containers to an application, by Aspire's names. They are run by Docker or podman, whichever is there.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="image">The image: <c>postgres</c>, <c>registry.example.com/team/api</c>, with or without a tag or a digest.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ContainerResource(name)).WithImage(image);
    }

    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="image">The image without its tag.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return AddContainer(builder, name, image).WithImageTag(tag);
    }

    /// <summary>Sets the image.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="image">The image, with or without a tag or a digest.</param>
    /// <param name="tag">The tag; that of <paramref name="image"/>, or <c>latest</c>, when null.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(image);
        var parsed = ContainerImageName.Parse(image);
        parsed.Tag = tag ?? parsed.Tag;
        return builder.WithAnnotation(parsed);
    }

    /// <summary>Sets the image's tag, in place of a digest too.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return builder.ChangeImage(image => (image.Tag, image.SHA256) = (tag, null));
    }

    /// <summary>Sets what comes before the image's name.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="registry">The registry; null for nothing.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource => builder.ChangeImage(image => image.Registry = registry);

    /// <summary>Sets the image's digest, in place of a tag.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="sha256">The digest, with or without <c>sha256:</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        return builder.ChangeImage(image => (image.Tag, image.SHA256) = (null, sha256.Replace("sha256:", "", StringComparison.Ordinal)));
    }

    /// <summary>Sets the program inside.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="entrypoint">The program.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(entrypoint);
        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <summary>Adds arguments of <c>docker run</c> or <c>podman run</c> itself. They play no part in a publish.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(args);
        return builder.WithAnnotation(new ContainerRuntimeArgsAnnotation([.. args]));
    }

    /// <summary>Mounts a file or folder of this machine. It cannot be published.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">The path on this machine, relative to the AppHost's folder.</param>
    /// <param name="target">The path inside.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var path = Path.GetFullPath(Path.Combine(builder.ApplicationBuilder.AppHostDirectory, source));
        return builder.WithMount(path, target, ContainerMountType.BindMount, isReadOnly);
    }

    /// <summary>Mounts a volume, which outlives the container. Published, it lives as long as the pod.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's name; null for one that goes with the container.</param>
    /// <param name="target">The path inside.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource => builder.WithMount(name, target, ContainerMountType.Volume, isReadOnly);

    /// <summary>Mounts a volume that goes with the container.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="target">The path inside.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource => builder.WithVolume(null, target);

    private static IResourceBuilder<T> WithMount<T>(this IResourceBuilder<T> builder, string? source, string target, ContainerMountType type, bool isReadOnly)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(target);
        return builder.WithAnnotation(new ContainerMountAnnotation(source, target, type, isReadOnly));
    }

    private static IResourceBuilder<T> ChangeImage<T>(this IResourceBuilder<T> builder, Action<ContainerImageAnnotation> change)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
            throw new InvalidOperationException($"The container '{builder.Resource.Name}' has no image. Give it one with WithImage.");
        change(image);
        return builder;
    }
}
