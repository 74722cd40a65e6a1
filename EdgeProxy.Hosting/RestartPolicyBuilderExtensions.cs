using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting;
using EdgeProxy.Hosting.Restarting;

namespace Aspire.Hosting;

/// <summary>Starts crashed replicas again.</summary>
public static class RestartPolicyBuilderExtensions
{
    /// <summary>
    /// Starts a replica again that ended without being asked to, at once the first time and with growing pauses while it keeps ending. What a person stopped stays stopped. The resource's
    /// log says what happened and when the restart comes.
    /// </summary>
    /// <remarks>It has no effect when the application is published: Kubernetes restarts containers by itself.</remarks>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource's builder.</param>
    /// <param name="policy">When to restart; the default is a <see cref="RestartPolicy"/> as it is created.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="policy"/> is outside its range.</exception>
    /// <exception cref="DistributedApplicationException">The section <c>EdgeProxy</c> of the configuration has a key that is not known.</exception>
    /// <example>
    /// <code>
    /// builder.AddProject&lt;Projects.Api&gt;("api")
    ///     .WithReplicas(2)
    ///     .WithRestartPolicy(new RestartPolicy { MaxDelay = TimeSpan.FromSeconds(10) });
    /// </code>
    /// </example>
    public static IResourceBuilder<T> WithRestartPolicy<T>(this IResourceBuilder<T> builder, RestartPolicy? policy = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        policy ??= new RestartPolicy();
        policy.Validate();
        builder.ApplicationBuilder.AddEdgeProxyHosting();
        return builder.WithAnnotation(new RestartPolicyAnnotation(policy), ResourceAnnotationMutationBehavior.Replace);
    }
}
