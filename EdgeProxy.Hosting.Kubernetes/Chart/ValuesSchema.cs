using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>Writes values.schema.json, by which Helm refuses a value that is misspelt or out of range before it renders anything.</summary>
internal static class ValuesSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    public static string Write(PublishedChartInfo chart, IReadOnlyList<ChartValue> values)
    {
        var root = Closed();
        // Helm hands the values of a parent chart down under this name.
        root["properties"]!["global"] = new JsonObject { ["type"] = "object" };
        foreach (var value in values)
        {
            var segments = value.Key.Split('.');
            var parent = segments[..^1].Aggregate(root, Descend);
            var schema = new JsonObject { ["description"] = value.Description };
            foreach (var (keyword, rule) in value.Schema)
                schema[keyword] = rule?.DeepClone();
            parent["properties"]![segments[^1]] = schema;
        }

        var document = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = $"Values of the chart {chart.Name}",
        };
        foreach (var (keyword, rule) in root)
            document[keyword] = rule?.DeepClone();
        return document.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Descend(JsonObject parent, string segment)
    {
        var properties = parent["properties"]!.AsObject();
        if (!properties.ContainsKey(segment))
            properties[segment] = Closed();
        return properties[segment]!.AsObject();
    }

    private static JsonObject Closed() => new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject() };
}
