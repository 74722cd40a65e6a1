using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Pipeline;

namespace Aspire.Hosting;

/// <summary>
/// Provides extension methods for adding Kubernetes environments to the application model.
/// </summary>
public static class KubernetesEnvironmentExtensions
{
    /// <summary>
    /// Adds a Kubernetes environment, to which <c>aspire publish</c> and <c>aspire deploy</c> bring the application's projects and containers. When
    /// the application runs locally the environment is created and not added to the model.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name of the environment, which ends the names of its pipeline steps: <c>publish-k8s</c>, <c>deploy-k8s</c>, <c>destroy-k8s</c>.</param>
    /// <returns>A builder for the environment.</returns>
    /// <example>
    /// <code>
    /// var builder = DistributedApplication.CreateBuilder(args);
    ///
    /// builder.AddKubernetesEnvironment("k8s")
    ///     .WithHelm(helm => helm.WithNamespace("shop").WithChartVersion("1.2.0"));
    ///
    /// builder.AddProject&lt;Projects.Web&gt;("web").WithExternalHttpEndpoints();
    ///
    /// builder.Build().Run();
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var environment = new KubernetesEnvironmentResource(name);
        if (builder.ExecutionContext.IsRunMode)
            return builder.CreateResourceBuilder(environment);
        builder.AddPipelineDefaults();
        return builder.AddResource(environment);
    }

    /// <summary>
    /// Sets properties of the environment.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="configure">Sets the properties.</param>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>
    /// builder.AddKubernetesEnvironment("k8s").WithProperties(environment =>
    /// {
    ///     environment.DefaultServiceType = "LoadBalancer";
    ///     environment.DefaultImagePullPolicy = "IfNotPresent";
    /// });
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithProperties(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<KubernetesEnvironmentResource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(builder.Resource);
        return builder;
    }

    /// <summary>
    /// Sets what the Helm chart and its release are called, and the namespace that the application is deployed to.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>
    /// builder.AddKubernetesEnvironment("k8s").WithHelm(helm => helm
    ///     .WithNamespace("shop")
    ///     .WithReleaseName("shop")
    ///     .WithChartVersion("1.2.0"));
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithHelm(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<HelmChartOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        configure?.Invoke(new HelmChartOptions(builder.Resource));
        return builder;
    }

    /// <summary>
    /// Runs the Aspire dashboard in the cluster, or does not. It receives the telemetry of all workloads.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="enabled">Whether the dashboard runs there.</param>
    /// <returns>The same builder.</returns>
    /// <example>
    /// <code>
    /// builder.AddKubernetesEnvironment("k8s").WithDashboard();
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithDashboard(this IResourceBuilder<KubernetesEnvironmentResource> builder, bool enabled = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.DashboardEnabled = enabled;
        return builder;
    }
}
