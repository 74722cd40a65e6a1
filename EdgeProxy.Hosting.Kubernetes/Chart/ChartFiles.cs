using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>The objects as a Helm chart. The templates are the same whatever the settings are; values.yaml alone has those.</summary>
internal static class ChartFiles
{
    public const string Folder = "chart";

    public static IEnumerable<PublishedFile> Create(PublishedApplication application, IReadOnlyList<Manifest> manifests, PublishSettings settings)
    {
        var chart = new PublishedChartInfo(application.Name, settings.ChartVersion, settings.Tag);
        var values = ChartValues.Create(application, settings);
        yield return File("Chart.yaml", YamlText.Write(Description(chart, settings.ChartDescription)));
        yield return File("values.yaml", ValuesFile.Write(chart, values));
        yield return File("values.schema.json", ValuesSchema.Write(chart, values));
        yield return File("templates/_image.tpl", ChartTemplates.ImageTemplate);
        yield return File("templates/_replicas.tpl", ChartTemplates.ReplicasTemplate);
        foreach (var manifest in manifests)
            yield return File($"templates/{manifest.FileName}", ChartTemplates.Of(manifest));
        if (application.Entry is { } entry)
        {
            yield return File("templates/NOTES.txt", ChartTemplates.Notes(entry));
            yield return File($"templates/tests/{entry.Name}-test.yaml", ChartTemplates.Test(entry));
        }
    }

    private static JsonObject Description(PublishedChartInfo chart, string? description) => new()
    {
        ["apiVersion"] = "v2",
        ["name"] = chart.Name,
        ["description"] = description ?? $"The application {chart.Name}, published from its AppHost",
        ["type"] = "application",
        ["version"] = chart.Version,
        ["appVersion"] = chart.AppVersion,
        ["kubeVersion"] = ">=1.30.0-0",
    };

    private static PublishedFile File(string path, string text) => new($"{Folder}/{path}", text);
}
