using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>What <c>WithHelm</c> sets, each a text or a parameter; null where it is silent.</summary>
internal sealed class HelmChartSettings
{
    public object? Namespace { get; set; }

    public object? ReleaseName { get; set; }

    public object? ChartName { get; set; }

    public object? ChartVersion { get; set; }

    public object? ChartDescription { get; set; }

    /// <summary>All of them, with the names of the settings that override them.</summary>
    public IEnumerable<(string Key, object Value)> All =>
        new (string Key, object? Value)[] { ("Namespace", Namespace), ("ReleaseName", ReleaseName), ("Name", ChartName), ("ChartVersion", ChartVersion), ("ChartDescription", ChartDescription) }
            .Where(one => one.Value is not null)
            .Select(one => (one.Key, one.Value is IResourceBuilder<ParameterResource> builder ? builder.Resource : one.Value!));
}
