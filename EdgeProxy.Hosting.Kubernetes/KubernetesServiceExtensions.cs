using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>
/// Provides extension methods for customizing what a resource is published as.
/// </summary>
public static class KubernetesServiceExtensions
{
    /// <summary>
    /// Changes the Kubernetes objects that a resource is published as, after everything else has been set. What is changed here is the same in plain
    /// YAML and in the chart, where no value overrides it any more. The profile <c>seed</c> publishes the objects without the change.
    /// </summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="configure">Changes the objects.</param>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>
    /// builder.AddProject&lt;Projects.Api&gt;("api").PublishAsKubernetesService(resource =>
    /// {
    ///     var container = resource.PodTemplate.Spec.Containers[0];
    ///     container.Resources.Limits["memory"] = new("1Gi");
    ///     container.ReadinessProbe.PeriodSeconds = 5;
    /// });
    /// </code>
    /// </example>
    public static IResourceBuilder<T> PublishAsKubernetesService<T>(this IResourceBuilder<T> builder, Action<KubernetesResource> configure)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder.WithAnnotation(new CustomizationAnnotation(configure)) : builder;
    }
}
