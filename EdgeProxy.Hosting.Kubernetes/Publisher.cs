using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Chart;
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
        var manifests = settings.Profile switch
        {
            PublishProfile.Seed => SeedProfile.Create(application),
            PublishProfile.Sidecar => SidecarProfile.Create(application, settings),
            _ => FullProfile.Create(application, settings),
        };
        return
        [
            .. PlainFiles.Create(application, manifests, settings),
            .. settings.Profile == PublishProfile.Full ? ChartFiles.Create(application, manifests, settings) : [],
        ];
    }
}
