using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Templating;

namespace EdgeProxy.Hosting.Kubernetes.Profiles;

/// <summary>The variant of one pod with the edge beside a service.</summary>
internal static class SidecarProfile
{
    /// <exception cref="DistributedApplicationException">The application has no such variant.</exception>
    public static IReadOnlyList<Manifest> Create(PublishedApplication application, PublishSettings settings)
    {
        if (application.Sidecar is not { } sidecar)
        {
            throw new DistributedApplicationException(
                "The application has no sidecar variant. Say in AppHost.cs which it is, as in edge.PublishSidecarVariant(\"sidecar\", ping, port: 32000, adminPort: 9902).");
        }

        var table = new TemplateTable(settings);
        return
        [
            new(SidecarObjects.Deployment(application, sidecar, settings), table.SidecarDeployment(sidecar)),
            new(SidecarObjects.Service(application, sidecar), table.Labelled()),
        ];
    }
}
