using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing.Application;

namespace EdgeProxy.Hosting;

/// <summary>
/// What an AppHost says about Kubernetes and Aspire has other words for: the Aspire engine has a file of its own with the same methods.
/// </summary>
public static class KubernetesPublishingExtensions
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    /// <summary>
    /// Publishes the project as the edge of the application: a NodePort Service for its first HTTP endpoint, probes and metrics on its admin
    /// endpoint, and no pause before SIGTERM, since it drains by itself. It changes nothing of a run.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="nodePort">The port of every node, 30000 to 32767; 0 lets the cluster pick one.</param>
    /// <param name="adminEndpointName">The endpoint that has Envoy's <c>/ready</c>, <c>/server_info</c> and <c>/stats/prometheus</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodePort"/> is none of these.</exception>
    public static IResourceBuilder<ProjectResource> PublishAsEdge(
        this IResourceBuilder<ProjectResource> builder, int nodePort = FirstNodePort, string adminEndpointName = "admin")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(adminEndpointName);
        if (nodePort is not 0 and (< FirstNodePort or > LastNodePort))
        {
            throw new ArgumentOutOfRangeException(
                nameof(nodePort), nodePort, $"A node port is {FirstNodePort} to {LastNodePort}, or 0 to let the cluster pick one.");
        }

        return builder.WithAnnotation(new PublishedEdgeAnnotation(nodePort, adminEndpointName));
    }

    /// <summary>
    /// Describes the variant of one pod with the edge beside a service, which <c>--profile sidecar</c> publishes. It changes nothing of a run
    /// or of the other profiles.
    /// </summary>
    /// <param name="builder">The edge.</param>
    /// <param name="name">The name of the variant's Deployment, Service and edge container.</param>
    /// <param name="service">The service beside it, which gets every request.</param>
    /// <param name="port">The port of the edge and of every node, 30000 to 32767.</param>
    /// <param name="adminPort">The port of the edge's admin endpoint, 1 to 65535.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A port is out of its range.</exception>
    public static IResourceBuilder<ProjectResource> PublishSidecarVariant(
        this IResourceBuilder<ProjectResource> builder, string name, IResourceBuilder<ProjectResource> service, int port = 32000, int adminPort = 9902)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(service);
        ResourceName.Validate(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, FirstNodePort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, LastNodePort);
        ArgumentOutOfRangeException.ThrowIfLessThan(adminPort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(adminPort, 65535);
        return builder.WithAnnotation(new SidecarVariantAnnotation(name, service.Resource, port, adminPort));
    }
}
