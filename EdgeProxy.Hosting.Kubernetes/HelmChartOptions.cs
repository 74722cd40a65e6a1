using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Provides options for the Helm chart and the deployment of a <see cref="KubernetesEnvironmentResource"/>.
/// </summary>
/// <remarks>
/// Each is a default: the section <c>Publish</c> of the AppHost's configuration (<c>--Publish:Namespace=edge</c>) overrides it.
/// </remarks>
public sealed class HelmChartOptions
{
    private readonly HelmChartSettings _settings;

    internal HelmChartOptions(KubernetesEnvironmentResource environment) => _settings = environment.Helm;

    /// <summary>Sets the namespace that the application is deployed to.</summary>
    /// <param name="namespace">The namespace that the application is deployed to.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithNamespace(string @namespace) => Set(settings => settings.Namespace = Required(@namespace));

    /// <summary>Sets the namespace that the application is deployed to to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="namespace">The parameter.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithNamespace(IResourceBuilder<ParameterResource> @namespace) => Set(settings => settings.Namespace = @namespace ?? throw new ArgumentNullException(nameof(@namespace)));

    /// <summary>Sets the name of the Helm release.</summary>
    /// <param name="releaseName">The name of the Helm release.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithReleaseName(string releaseName) => Set(settings => settings.ReleaseName = Required(releaseName));

    /// <summary>Sets the name of the Helm release to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="releaseName">The parameter.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithReleaseName(IResourceBuilder<ParameterResource> releaseName) => Set(settings => settings.ReleaseName = releaseName ?? throw new ArgumentNullException(nameof(releaseName)));

    /// <summary>Sets the name of the chart.</summary>
    /// <param name="name">The name of the chart.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartName(string name) => Set(settings => settings.ChartName = Required(name));

    /// <summary>Sets the name of the chart to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartName(IResourceBuilder<ParameterResource> name) => Set(settings => settings.ChartName = name ?? throw new ArgumentNullException(nameof(name)));

    /// <summary>Sets the version of the chart (SemVer 2).</summary>
    /// <param name="version">The version of the chart (SemVer 2).</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartVersion(string version) => Set(settings => settings.ChartVersion = Required(version));

    /// <summary>Sets the version of the chart (SemVer 2) to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="version">The parameter.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartVersion(IResourceBuilder<ParameterResource> version) => Set(settings => settings.ChartVersion = version ?? throw new ArgumentNullException(nameof(version)));

    /// <summary>Sets the description of the chart.</summary>
    /// <param name="description">The description of the chart.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartDescription(string description) => Set(settings => settings.ChartDescription = Required(description));

    /// <summary>Sets the description of the chart to the value of a parameter, which is read from the configuration when the application is published.</summary>
    /// <param name="description">The parameter.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartDescription(IResourceBuilder<ParameterResource> description) => Set(settings => settings.ChartDescription = description ?? throw new ArgumentNullException(nameof(description)));

    private HelmChartOptions Set(Action<HelmChartSettings> set)
    {
        set(_settings);
        return this;
    }

    private static string Required(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }
}
