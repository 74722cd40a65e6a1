using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Templating;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>
/// Kubernetes' recommended labels, on metadata alone: never in a selector, and not on pods, where a new chart version would restart them.
/// </summary>
internal static class StandardLabels
{
    private const string Path = "metadata.labels";

    private const string Edge = "edge";

    /// <summary>The labels of everything that belongs to <paramref name="workload"/>.</summary>
    public static Dictionary<string, string> Of(PublishedApplication application, PublishedWorkload workload) =>
        Of(application, workload.Name, workload.IsEdge ? Edge : "service");

    /// <summary>The labels of an edge that has another name than its workload.</summary>
    public static Dictionary<string, string> OfEdge(PublishedApplication application, string name) => Of(application, name, Edge);

    public static Dictionary<string, string> Of(PublishedApplication application, string name, string component) => new()
    {
        ["app.kubernetes.io/component"] = component,
        ["app.kubernetes.io/instance"] = application.Name,
        ["app.kubernetes.io/name"] = name,
        ["app.kubernetes.io/part-of"] = application.Name,
    };

    /// <summary>The rows of the table for these labels. Helm adds <c>app.kubernetes.io/managed-by</c> itself when it installs.</summary>
    public static IEnumerable<TemplateNode> Templates(PublishSettings settings) =>
    [
        TemplateNode.When(Path, settings.When(PublishFeature.Labels)),
        new($"{Path}.app.kubernetes.io/instance", "{{ .Release.Name }}"),
    ];
}
