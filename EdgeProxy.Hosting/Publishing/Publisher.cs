using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Chart;
using EdgeProxy.Hosting.Publishing.Output;
using EdgeProxy.Hosting.Publishing.Plain;
using EdgeProxy.Hosting.Publishing.Profiles;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing;

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
