using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>
/// Provides extension methods that publish a project as the edge of an application.
/// </summary>
public static class EdgeKubernetesExtensions
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    /// <summary>
    /// Publishes the project as the edge of the application: a NodePort Service for its HTTP endpoint, probes and metrics on its admin
    /// endpoint, and no sleep before SIGTERM beyond what its own drain needs. Changes nothing when the application runs locally.
    /// </summary>
    /// <typeparam name="T">The type of the project.</typeparam>
    /// <param name="builder">The project.</param>
    /// <param name="nodePort">The port of every node, 30000 to 32767; 0 lets the cluster pick one. The setting <c>Publish:NodePort</c> overrides it.</param>
    /// <param name="adminEndpointName">The endpoint that serves Envoy's <c>/ready</c>, <c>/server_info</c> and <c>/stats/prometheus</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodePort"/> is out of range.</exception>
    /// <example>
    /// <code>
    /// builder.AddProject&lt;Projects.Gateway&gt;("edge-proxy")
    ///     .WithHttpEndpoint(port: 9901, name: "admin", env: "EDGE_ADMIN_PORT")
    ///     .WithExternalHttpEndpoints()
    ///     .PublishAsEdge(nodePort: 30000);
    /// </code>
    /// </example>
    public static IResourceBuilder<T> PublishAsEdge<T>(this IResourceBuilder<T> builder, int nodePort = FirstNodePort, string adminEndpointName = "admin")
        where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(adminEndpointName);
        if (nodePort is not 0 and (< FirstNodePort or > LastNodePort))
        {
            throw new ArgumentOutOfRangeException(
                nameof(nodePort), nodePort, $"A node port must be between {FirstNodePort} and {LastNodePort}, or 0 to let the cluster pick one.");
        }

        return builder.WithAnnotation(new EdgeAnnotation(nodePort, adminEndpointName), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Describes a pod with the edge beside a single service, which the profile <c>sidecar</c> publishes (<c>--Publish:Profile=sidecar</c>).
    /// Changes nothing when the application runs locally, nor in the other profiles.
    /// </summary>
    /// <typeparam name="T">The type of the edge's project.</typeparam>
    /// <param name="builder">The edge.</param>
    /// <param name="name">The name of the Deployment, the Service and the edge's container: 1 to 63 lower-case letters, digits and hyphens.</param>
    /// <param name="service">The service beside it, which gets every request.</param>
    /// <param name="port">The port of the edge and of every node, 30000 to 32767.</param>
    /// <param name="adminPort">The port of the edge's admin endpoint, 1 to 65535.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a Kubernetes object.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A port is out of range.</exception>
    /// <example>
    /// <code>
    /// edge.PublishSidecarVariant("sidecar", ping, port: 32000, adminPort: 9902);
    /// </code>
    /// </example>
    public static IResourceBuilder<T> PublishSidecarVariant<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ProjectResource> service, int port = 32000, int adminPort = 9902)
        where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(service);
        if (name.Length > 63 || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-' || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            throw new ArgumentException($"'{name}' is not the name of a Kubernetes Service: 1 to 63 lower-case letters, digits and hyphens, a letter first and no hyphen last.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(port, FirstNodePort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, LastNodePort);
        ArgumentOutOfRangeException.ThrowIfLessThan(adminPort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(adminPort, 65535);
        return builder.WithAnnotation(new SidecarVariantAnnotation(name, service.Resource, port, adminPort), ResourceAnnotationMutationBehavior.Replace);
    }
}
