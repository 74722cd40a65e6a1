using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Templating;

namespace EdgeProxy.Hosting.Kubernetes.Yaml;

/// <summary>
/// Writes a tree as YAML in block style. Where a <see cref="TemplateNode"/> stands at a path, its expression is written in place of the
/// value there and its condition around the entry: that is all that makes a Helm template of a manifest.
/// </summary>
internal sealed class YamlText
{
    private const int Step = 2;

    private readonly StringBuilder _text = new();
    private readonly IReadOnlyDictionary<string, TemplateNode> _templates;

    private YamlText(IReadOnlyDictionary<string, TemplateNode> templates) => _templates = templates;

    /// <summary>Writes <paramref name="root"/> with the values it has.</summary>
    public static string Write(JsonObject root) => Write(root, new Dictionary<string, TemplateNode>());

    /// <summary>Writes <paramref name="root"/> with <paramref name="templates"/>, by path, in place of values.</summary>
    public static string Write(JsonObject root, IReadOnlyDictionary<string, TemplateNode> templates)
    {
        var writer = new YamlText(templates);
        writer.WriteMap(root, "", indent: 0, continuesLine: false);
        return writer._text.ToString();
    }

    private void WriteMap(JsonObject map, string path, int indent, bool continuesLine)
    {
        Condition? open = null;
        foreach (var (field, value) in FieldOrder.Of(map))
        {
            var here = NodePath.Field(path, field);
            var template = _templates.GetValueOrDefault(here);
            if (continuesLine && template?.Condition is not null)
                throw new InvalidOperationException($"'{here}' is the first field of a list's item: put the condition on the whole item.");
            open = Switch(open, template?.Condition, indent);
            if (!continuesLine)
                _text.Append(' ', indent);
            continuesLine = false;
            _text.Append(YamlScalar.Of(field)).Append(':');
            WriteValue(value, template, here, indent);
        }

        Switch(open, null, indent);
    }

    private void WriteValue(JsonNode? value, TemplateNode? template, string path, int indent)
    {
        switch (value)
        {
            case not null when template?.Expression is { } expression:
                _text.Append(' ').Append(expression.Replace(TemplateNode.Indent, $"{indent + Step}", StringComparison.Ordinal)).Append('\n');
                break;
            case JsonObject { Count: > 0 } map:
                _text.Append('\n');
                WriteMap(map, path, indent + Step, continuesLine: false);
                break;
            case JsonArray { Count: > 0 } list:
                _text.Append('\n');
                WriteList(list, path, indent);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String && YamlScalar.IsBlock(scalar.GetValue<string>()):
                WriteBlock(scalar.GetValue<string>(), indent + Step);
                break;
            default:
                _text.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    // A file, as a person would read it (YAML 1.2.2, 8.1.2 "literal style").
    private void WriteBlock(string text, int indent)
    {
        _text.Append(text.EndsWith('\n') ? " |\n" : " |-\n");
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            _text.Append(' ', line.Length == 0 ? 0 : indent).Append(InTemplate(line)).Append('\n');
    }

    private void WriteList(JsonArray list, string path, int indent)
    {
        Condition? open = null;
        for (var index = 0; index < list.Count; index++)
        {
            var here = NodePath.Item(path, list[index], index);
            var template = _templates.GetValueOrDefault(here);
            open = Switch(open, template?.Condition, indent);
            _text.Append(' ', indent).Append("- ");
            if (template?.Expression is { } expression)
                _text.Append(expression).Append('\n');
            else if (list[index] is JsonObject { Count: > 0 } map)
                WriteMap(map, here, indent + Step, continuesLine: true);
            else
                _text.Append(Leaf(list[index])).Append('\n');
        }

        Switch(open, null, indent);
    }

    private string Leaf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue scalar => InTemplate(YamlScalar.Of(scalar)),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no YAML form."),
    };

    // Only a chart has templates, and there alone two braces would start an action.
    private string InTemplate(string text) => _templates.Count > 0 ? text.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal) : text;

    // Neighbours under one condition share it.
    private Condition? Switch(Condition? open, Condition? next, int indent)
    {
        if (open == next)
            return open;
        if (open is not null)
            _text.Append(' ', indent).Append("{{- end }}\n");
        if (next is not null)
            _text.Append(' ', indent).Append("{{- if ").Append(next.Expression).Append(" }}\n");
        return next;
    }
}
