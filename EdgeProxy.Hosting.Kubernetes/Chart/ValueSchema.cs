using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>The JSON schemas of values.</summary>
internal static class ValueSchema
{
    public static JsonObject Switch => new() { ["type"] = "boolean" };

    public static JsonObject Text => new() { ["type"] = "string" };

    public static JsonObject Map => new() { ["type"] = "object" };

    public static JsonObject Number(int min, int max) => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject OneOf(params string[] values) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

    /// <summary>A fixed node port, or 0 for one that the cluster picks.</summary>
    public static JsonObject NodePort => new() { ["type"] = "integer", ["anyOf"] = new JsonArray(new JsonObject { ["const"] = 0 }, Number(30000, 32767)) };
}
