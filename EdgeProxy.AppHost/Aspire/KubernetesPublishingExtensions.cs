using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>
/// What AppHost.cs says about Kubernetes, for Aspire's own publisher; the embedded engine has methods of the same names. What Aspire's
/// publisher cannot say is listed in docs/aspire-engine.md.
/// </summary>
internal static class KubernetesPublishingExtensions
{
    /// <summary>Publishes the project behind a NodePort Service of its own name.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="nodePort">The port of every node, 30000 to 32767; 0 lets the cluster pick one.</param>
    /// <param name="adminEndpointName">Unused: Aspire's publisher writes no probes.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> PublishAsEdge(
        this IResourceBuilder<ProjectResource> builder, int nodePort = 30000, string adminEndpointName = "admin") =>
        builder.PublishAsKubernetesService(resource =>
        {
            // The Deployment keeps its name 'X-deployment': the publisher names files after objects, and two of one name overwrite each other.
            if (resource.Service is not { } service)
                return;
            service.Metadata.Name = builder.Resource.Name;
            service.Spec.Type = "NodePort";
            var traffic = service.Spec.Ports.First(port => port.Name != adminEndpointName);
            traffic.Name = builder.Resource.Name;
            traffic.NodePort = nodePort == 0 ? null : nodePort;
        });

    /// <summary>The variant of one pod with the edge beside a service is published by the embedded engine alone.</summary>
    /// <param name="builder">The edge.</param>
    /// <param name="name">Unused.</param>
    /// <param name="service">Unused.</param>
    /// <param name="port">Unused.</param>
    /// <param name="adminPort">Unused.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> PublishSidecarVariant(
        this IResourceBuilder<ProjectResource> builder, string name, IResourceBuilder<ProjectResource> service, int port = 32000, int adminPort = 9902) => builder;
}
