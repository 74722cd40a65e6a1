using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Objects;
using k8s;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Reads YAML as an API server does that refuses unknown fields, and compares what it says.</summary>
internal static class ManifestReader
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["apps/v1/StatefulSet"] = typeof(V1StatefulSet),
        ["batch/v1/CronJob"] = typeof(V1CronJob),
        ["batch/v1/Job"] = typeof(V1Job),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["gateway.networking.k8s.io/v1/Gateway"] = typeof(GatewayObject),
        ["gateway.networking.k8s.io/v1/HTTPRoute"] = typeof(HttpRoute),
        ["networking.k8s.io/v1/Ingress"] = typeof(V1Ingress),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/PersistentVolumeClaim"] = typeof(V1PersistentVolumeClaim),
        ["v1/Pod"] = typeof(V1Pod),
        ["v1/Service"] = typeof(V1Service),
    };

    /// <summary>The objects of some YAML text, by kind and name.</summary>
    public static SortedDictionary<string, JsonObject> Read(string yaml)
    {
        var objects = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var manifest in KubernetesYaml.LoadAllFromString(yaml, Types, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>())
            objects.Add($"{manifest.Kind}/{manifest.Metadata.Name}", JsonNode.Parse(KubernetesJson.Serialize(manifest))!.AsObject());
        return objects;
    }

    /// <summary>Every leaf as <c>path = value</c>, in order.</summary>
    public static SortedSet<string> Leaves(JsonNode node)
    {
        var leaves = new SortedSet<string>(StringComparer.Ordinal);
        Collect(node, "", leaves);
        return leaves;
    }

    /// <summary>All objects, every leaf of each.</summary>
    public static SortedSet<string> Leaves(IEnumerable<KeyValuePair<string, JsonObject>> objects) =>
        new(objects.SelectMany(entry => Leaves(entry.Value).Select(leaf => $"{entry.Key} {leaf}")), StringComparer.Ordinal);

    private static void Collect(JsonNode? node, string path, SortedSet<string> leaves)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (field, value) in map)
                    Collect(value, $"{path}.{field}", leaves);
                break;
            case JsonArray { Count: > 0 } list:
                foreach (var (item, index) in list.Select((item, index) => (item, index)))
                    Collect(item, $"{path}[{Key(item, index)}]", leaves);
                break;
            default:
                leaves.Add($"{path} = {node?.ToJsonString(JsonSerializerOptions.Web) ?? "null"}");
                break;
        }
    }

    // A container goes by its name and a port by its number, so that an item more does not rename the others.
    private static string Key(JsonNode? item, int index) =>
        (item as JsonObject)?["name"]?.ToString() ?? (item as JsonObject)?["containerPort"]?.ToString() ?? $"{index}";
}
