using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Yaml;

/// <summary>
/// Where a node is in a manifest: <c>spec.template.spec.containers[ping-svc].image</c>. An item of a list goes by its <c>name</c>, and by its
/// position where it has none.
/// </summary>
internal static class NodePath
{
    public static string Field(string parent, string field) => parent.Length == 0 ? field : $"{parent}.{field}";

    public static string Item(string parent, JsonNode? item, int index) =>
        item is JsonObject map && map.TryGetPropertyValue("name", out var name) && name is JsonValue ? $"{parent}[{name}]" : $"{parent}[{index}]";
}
