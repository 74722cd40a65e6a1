using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Yaml;

/// <summary>The order in which people write a manifest's fields: what it is and how it is called first, the rest as the API lists it.</summary>
internal static class FieldOrder
{
    private static readonly string[] First =
    [
        "apiVersion", "kind", "metadata", "name", "type", "image", "imagePullPolicy", "replicas", "clusterIP", "podSelector", "selector", "from", "ports", "env",
        "httpGet", "tcpSocket",
    ];

    /// <summary>The entries of <paramref name="map"/>: the well-known fields first, all others in the order they have.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(JsonObject map) => map.OrderBy(entry => Rank(entry.Key));

    private static int Rank(string field)
    {
        var index = Array.IndexOf(First, field);
        return index < 0 ? First.Length : index;
    }
}
