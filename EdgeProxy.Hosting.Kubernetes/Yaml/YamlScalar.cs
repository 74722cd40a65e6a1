using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeProxy.Hosting.Kubernetes.Yaml;

/// <summary>One value as YAML text. A string that some YAML reader could take for something else is quoted.</summary>
internal static partial class YamlScalar
{
    // JSON's double-quoted string is one of YAML's too (YAML 1.2.2, 1.2 "relation to JSON").
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What YAML 1.1 readers, Kubernetes' and Helm's among them, take for a boolean, a null or a number (YAML 1.1, types bool, null, float).
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan",
    };

    public static string Of(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? Of(value.GetValue<string>()) : value.ToJsonString();

    public static string Of(string text) =>
        (PlainText().IsMatch(text) && !Reserved.Contains(text)) || Quantity().IsMatch(text) ? text : JsonSerializer.Serialize(text, Readable);

    /// <summary>
    /// Whether <paramref name="text"/> has lines and nothing that a block of them would lose: printable characters alone, no blank at the beginning of the first line, one line feed at the end at
    /// most.
    /// </summary>
    public static bool IsBlock(string text) => Lines().IsMatch(text);

    [GeneratedRegex(@"^[!-~][ -~]*(\n[ -~]*)*\n[ -~]*[!-~][ -~]*\n?\z")]
    private static partial Regex Lines();

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./=@+-]*(:[A-Za-z0-9_./=@+-]+)*\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^[0-9]+(m|Ki|Mi|Gi)\z")]
    private static partial Regex Quantity();
}
