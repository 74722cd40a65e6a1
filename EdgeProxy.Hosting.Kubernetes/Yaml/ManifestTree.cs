using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s;

namespace EdgeProxy.Hosting.Kubernetes.Yaml;

/// <summary>A typed object as the tree of its fields.</summary>
internal static class ManifestTree
{
    /// <summary>All fields of <paramref name="manifest"/> that are set.</summary>
    public static JsonObject Of(IKubernetesObject manifest) => JsonNode.Parse(KubernetesJson.Serialize(manifest))!.AsObject();

    /// <summary>Takes away every node whose condition is off, which is what Helm does when it renders a template.</summary>
    public static JsonObject Without(JsonObject tree, IReadOnlyDictionary<string, TemplateNode> templates)
    {
        Prune(tree, "", templates);
        return tree;
    }

    private static void Prune(JsonNode? node, string path, IReadOnlyDictionary<string, TemplateNode> templates)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var field in map.Select(entry => entry.Key).ToList())
                {
                    var here = NodePath.Field(path, field);
                    if (IsOff(here, templates))
                        map.Remove(field);
                    else
                        Prune(map[field], here, templates);
                }

                break;
            case JsonArray list:
                var paths = list.Select((item, index) => NodePath.Item(path, item, index)).ToList();
                for (var index = list.Count - 1; index >= 0; index--)
                {
                    if (IsOff(paths[index], templates))
                        list.RemoveAt(index);
                    else
                        Prune(list[index], paths[index], templates);
                }

                break;
        }
    }

    private static bool IsOff(string path, IReadOnlyDictionary<string, TemplateNode> templates) =>
        templates.TryGetValue(path, out var template) && template is { Condition.IsOn: false } or { IsInPlainYaml: false };
}
