using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;


/// <summary>Says that an application is published for Kubernetes, by Aspire's names.</summary>
public static class KubernetesEnvironmentExtensions
{
    /// <summary>Adds the cluster that the application is published for. It plays no part in a run.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The environment's name.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new KubernetesEnvironmentResource(name));
    }
}
