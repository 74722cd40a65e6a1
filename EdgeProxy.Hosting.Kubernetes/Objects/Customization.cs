using System.Text.Json.Nodes;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Yaml;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Applies what <c>PublishAsKubernetesService</c> changes to the objects of a workload.</summary>
internal static class Customization
{
    /// <summary>The manifests of a workload and of its Service, where it has one, and of what was added to them.</summary>
    public static IEnumerable<Manifest> Apply(PublishedWorkload workload, Manifest pods, Manifest? service)
    {
        var own = new[] { pods, service }.OfType<Manifest>().ToList();
        if (workload.Customizations.Count == 0)
            return own;
        var before = own.ConvertAll(Nodes);
        var resource = new KubernetesResource(workload.Name, pods.Content, (V1Service?)service?.Content);
        foreach (var customize in workload.Customizations)
            customize(resource);
        return [.. own.Zip(before, Literal), .. resource.AdditionalResources.Select(Manifest.Fixed)];
    }

    // A node that was changed is what it was changed to, in the chart too: its value is there no more. Conditions around it stay.
    private static Manifest Literal(Manifest manifest, Dictionary<string, string> before)
    {
        var after = Nodes(manifest);
        return manifest with
        {
            Templates = manifest.Templates.Values
                .Where(node => node.Expression is null || before.GetValueOrDefault(node.Path) == after.GetValueOrDefault(node.Path))
                .ToDictionary(node => node.Path, StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, string> Nodes(Manifest manifest)
    {
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(ManifestTree.Of(manifest.Content), "", nodes);
        return nodes;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> nodes)
    {
        nodes[path] = node?.ToJsonString() ?? "null";
        if (node is JsonObject map)
        {
            foreach (var (field, value) in map)
                Collect(value, NodePath.Field(path, field), nodes);
        }
        else if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
                Collect(list[index], NodePath.Item(path, list[index], index), nodes);
        }
    }
}
