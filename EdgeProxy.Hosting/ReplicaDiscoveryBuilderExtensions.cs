using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting;
using EdgeProxy.Hosting.Discovery;

namespace Aspire.Hosting;

/// <summary>Gives a resource the addresses of the replicas of what it references.</summary>
public static class ReplicaDiscoveryBuilderExtensions
{
    /// <summary>
    /// Gives the resource the address of every replica of each service that it references, kept at what runs: a replica is added when it accepts a connection, and removed within a second of
    /// its end. Without it <c>WithReference</c> gives one address, that of the orchestrator's proxy, which spreads connections and not requests.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The addresses are in a file that the variable <c>EDGEPROXY_REPLICAS_FILE</c> names, in the form of .NET's service discovery by configuration,
    /// <c>{"services":{"ping-svc":{"http":["http://127.0.0.1:41234"]}}}</c>. The gateway reads it and reloads it. Any program that adds the file to its configuration can do the same.
    /// </para>
    /// <para>Projects and executables have an address for each replica; a container has the one that the container runtime publishes. It has no effect when the application is published.</para>
    /// </remarks>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource's builder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The section <c>EdgeProxy</c> of the configuration has a key that is not known.</exception>
    /// <example>
    /// <code>
    /// var api = builder.AddProject&lt;Projects.Api&gt;("api").WithReplicas(3);
    /// builder.AddProject&lt;Projects.Edge&gt;("edge").WithReference(api).WithReplicaDiscovery();
    /// </code>
    /// </example>
    public static IResourceBuilder<T> WithReplicaDiscovery<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ApplicationBuilder.AddEdgeProxyHosting();
        return builder.WithAnnotation(new ReplicaDiscoveryAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
