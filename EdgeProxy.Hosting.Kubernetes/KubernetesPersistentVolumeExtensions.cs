using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>
/// Provides extension methods for the storage behind named volumes.
/// </summary>
public static class KubernetesPersistentVolumeExtensions
{
    /// <summary>
    /// Adds the storage behind a named volume, where the defaults of the environment do not fit. A named volume has storage without it too.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="name">The name of the volume, as <c>WithVolume</c> and <c>WithDataVolume</c> have it, and of the claim.</param>
    /// <returns>A builder for the storage.</returns>
    /// <example>
    /// <code>
    /// var data = builder.AddKubernetesEnvironment("k8s").AddPersistentVolume("orders-data")
    ///     .WithStorageClass("fast")
    ///     .WithCapacity("20Gi");
    ///
    /// builder.AddPostgres("db").WithDataVolume("orders-data").WithPersistentVolume(data);
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> AddPersistentVolume(this IResourceBuilder<KubernetesEnvironmentResource> builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var application = builder.ApplicationBuilder;
        var volume = new KubernetesPersistentVolumeResource(name, builder.Resource);
        return application.ExecutionContext.IsRunMode ? application.CreateResourceBuilder(volume) : application.AddResource(volume).ExcludeFromManifest();
    }

    /// <summary>Sets the storage class.</summary>
    /// <param name="builder">The storage.</param>
    /// <param name="storageClassName">The name of the storage class; empty for storage without a class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithStorageClass(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string storageClassName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(storageClassName);
        builder.Resource.StorageClassName = storageClassName;
        return builder;
    }

    /// <summary>Sets the storage class to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="builder">The storage.</param>
    /// <param name="storageClassName">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithStorageClass(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, IResourceBuilder<ParameterResource> storageClassName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(storageClassName);
        builder.Resource.StorageClassName = storageClassName.Resource;
        return builder;
    }

    /// <summary>Sets how much storage is asked for.</summary>
    /// <param name="builder">The storage.</param>
    /// <param name="capacity">A Kubernetes quantity, such as <c>20Gi</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string capacity)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(capacity);
        builder.Resource.Capacity = capacity;
        return builder;
    }

    /// <summary>Sets how much storage is asked for to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="builder">The storage.</param>
    /// <param name="capacity">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, IResourceBuilder<ParameterResource> capacity)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(capacity);
        builder.Resource.Capacity = capacity.Resource;
        return builder;
    }

    /// <summary>Adds an access mode. Without one the environment's default counts.</summary>
    /// <param name="builder">The storage.</param>
    /// <param name="accessMode">Who may mount it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithAccessMode(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, PersistentVolumeAccessMode accessMode)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Resource.AccessModes.Contains(accessMode))
            builder.Resource.AccessModes.Add(accessMode);
        return builder;
    }

    /// <summary>
    /// Takes the storage for the volume of the same name that the resource has.
    /// </summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="volume">The storage.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithPersistentVolume<T>(this IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(volume);
        return builder.WithAnnotation(new PersistentVolumeBindingAnnotation(volume.Resource));
    }

    /// <summary>
    /// Mounts the storage into the resource, which can be a project. Locally a container gets a volume of its own, and a project nothing.
    /// </summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="volume">The storage.</param>
    /// <param name="mountPath">Where it is in the container.</param>
    /// <param name="isReadOnly">Whether it can only be read.</param>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>
    /// var media = builder.AddKubernetesEnvironment("k8s").AddPersistentVolume("media")
    ///     .WithAccessMode(PersistentVolumeAccessMode.ReadWriteMany);
    ///
    /// builder.AddProject&lt;Projects.Api&gt;("api").WithPersistentVolume(media, "/srv/media");
    /// </code>
    /// </example>
    public static IResourceBuilder<T> WithPersistentVolume<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume, string mountPath, bool isReadOnly = false)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentException.ThrowIfNullOrEmpty(mountPath);
        var source = builder.ApplicationBuilder.ExecutionContext.IsRunMode ? VolumeNameGenerator.Generate(builder, volume.Resource.Name) : volume.Resource.Name;
        return builder.WithAnnotation(new ContainerMountAnnotation(source, mountPath, ContainerMountType.Volume, isReadOnly));
    }
}
