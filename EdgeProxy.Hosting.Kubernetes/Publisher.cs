using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Chart;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Plain;
using EdgeProxy.Hosting.Kubernetes.Profiles;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>An application as files: no disk, no clock, no environment, so that the same input gives the same bytes.</summary>
internal static class Publisher
{
    /// <exception cref="DistributedApplicationException">The application has no such profile.</exception>
    public static IReadOnlyList<PublishedFile> Publish(PublishedApplication application, PublishSettings settings)
    {
        var manifests = Manifests(application, settings);
        return
        [
            .. PlainFiles.Create(application, manifests, settings),
            .. settings.Profile == PublishProfile.Full ? ChartFiles.Create(application, manifests, settings) : [],
        ];
    }

    /// <summary>The objects of the plain YAML, as kubectl names them: <c>deployment.apps/ping-svc</c>.</summary>
    public static IReadOnlyList<string> ObjectsOf(PublishedApplication application, PublishSettings settings) =>
        [.. PlainFiles.Published(Manifests(application, settings)).Select(manifest => manifest.ObjectName)];

    /// <summary>The objects that run pods.</summary>
    public static IReadOnlyList<Manifest> PodsOf(PublishedApplication application, PublishSettings settings) =>
        [.. PlainFiles.Published(Manifests(application, settings)).Where(manifest => Enum.TryParse<WorkloadKind>(manifest.Content.Kind, out _))];

    /// <summary>The values of the label <c>app</c> of all pods.</summary>
    public static IReadOnlyList<string> AppsOf(PublishedApplication application, PublishSettings settings) => [.. PodsOf(application, settings).Select(manifest => manifest.Name)];

    private static IReadOnlyList<Manifest> Manifests(PublishedApplication application, PublishSettings settings) => settings.Profile switch
    {
        PublishProfile.Seed => SeedProfile.Create(application),
        PublishProfile.Sidecar => SidecarProfile.Create(application, settings),
        _ => FullProfile.Create(application, settings),
    };
}
