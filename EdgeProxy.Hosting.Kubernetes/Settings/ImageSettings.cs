using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>The images that the settings ask for.</summary>
internal static class ImageSettings
{
    /// <summary>The image <paramref name="repository"/> of <paramref name="resource"/>.</summary>
    public static ImageReference ImageOf(this PublishSettings settings, string resource, string repository) =>
        new(settings.Registry, repository, settings.Tag, settings.Digests.GetValueOrDefault(resource));
}
