namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>One row of the table that ties a node of a manifest to the chart's values.</summary>
/// <param name="Path">The node, as <see cref="Yaml.NodePath"/> names it.</param>
/// <param name="Expression">What the chart has in place of the value; null to leave the value as it is.</param>
/// <param name="Condition">When the node is there; null for always.</param>
internal sealed record TemplateNode(string Path, string? Expression = null, Condition? Condition = null)
{
    /// <summary>Whether plain YAML has the node where no condition takes it away.</summary>
    public bool IsInPlainYaml { get; init; } = true;

    /// <summary>Stands in an expression for the indentation of what is below the node.</summary>
    public const string Indent = "%INDENT%";

    /// <summary>The node is the number or boolean at <paramref name="key"/> of values.yaml.</summary>
    public static TemplateNode Value(string path, string key, Condition? condition = null) => new(path, $"{{{{ .Values.{key} }}}}", condition);

    /// <summary>The node is the string at <paramref name="key"/> of values.yaml.</summary>
    public static TemplateNode Text(string path, string key, Condition? condition = null) => new(path, $"{{{{ .Values.{key} | quote }}}}", condition);

    /// <summary>The node is the whole map at <paramref name="key"/> of values.yaml.</summary>
    public static TemplateNode Block(string path, string key, Condition? condition = null) =>
        new(path, $"{{{{- toYaml .Values.{key} | nindent {Indent} }}}}", condition);

    /// <summary>The node is there only while <paramref name="condition"/> holds.</summary>
    public static TemplateNode When(string path, Condition condition) => new(path, null, condition);
}
