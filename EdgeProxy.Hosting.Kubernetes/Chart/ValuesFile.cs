using System.Text;
using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>Writes values.yaml: each value below what it does.</summary>
internal static class ValuesFile
{
    private const int Step = 2;

    public static string Write(PublishedChartInfo chart, IReadOnlyList<ChartValue> values)
    {
        var text = new StringBuilder()
            .Append($"# The values of the chart {chart.Name}. No secret belongs here: those are Secrets, and values name them.\n");
        string[] open = [];
        foreach (var value in values)
        {
            var segments = value.Key.Split('.');
            var shared = open.Zip(segments, (left, right) => left == right).TakeWhile(isSame => isSame).Count();
            if (shared == 0)
                text.Append('\n');
            for (var level = shared; level < segments.Length - 1; level++)
                text.Append(' ', level * Step).Append(segments[level]).Append(":\n");
            open = segments[..^1];
            WriteLeaf(text, value, segments[^1], open.Length * Step);
        }

        return text.ToString();
    }

    private static void WriteLeaf(StringBuilder text, ChartValue value, string name, int indent)
    {
        text.Append(' ', indent).Append("# ").Append(value.Description).Append('\n');
        var lines = YamlText.Write(new JsonObject { [name] = value.Value.DeepClone() }).TrimEnd('\n').Split('\n');
        foreach (var line in lines)
            text.Append(' ', indent).Append(line).Append('\n');
    }
}
