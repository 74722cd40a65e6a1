using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Writes a part of a file as JSON, for the dump of the configuration. Header values, inline data and context for a service may be credentials and are taken out.</summary>
internal static class MessageJson
{
    private const int MostNodes = 20_000;
    private const string Mask = "[redacted]";

    /// <summary>The JSON of a node; null where aliases make it too large.</summary>
    public static string? Write(YamlNode node)
    {
        var budget = MostNodes;
        var json = Convert(node, ref budget);
        return budget < 0 ? null : json?.ToJsonString();
    }

    /// <summary>A number or a truth value as JSON; null for a text.</summary>
    public static string? Literal(YamlScalarNode scalar) => Scalar(scalar) is { } value && value.GetValueKind() != System.Text.Json.JsonValueKind.String ? value.ToJsonString() : null;

    private static JsonNode? Convert(YamlNode node, ref int budget)
    {
        if (--budget < 0)
            return null;
        switch (node)
        {
            case YamlMappingNode mapping:
                return Convert(mapping, ref budget);
            case YamlSequenceNode list:
                var array = new JsonArray();
                foreach (var element in list.Children)
                    array.Add(Convert(element, ref budget));
                return array;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonObject Convert(YamlMappingNode mapping, ref int budget)
    {
        var message = new JsonObject();
        var isHeader = mapping.Children.Keys.Any(key => key is YamlScalarNode { Value: "key" });
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!Scalars.IsIgnored(key))
                message[name] = IsSecret(name, isHeader) ? Mask : Convert(value, ref budget);
        }

        return message;
    }

    private static bool IsSecret(string name, bool isHeader) =>
        name is "inline_string" or "inlineString" or "inline_bytes" or "inlineBytes" or "context_extensions" or "contextExtensions"
        || (isHeader && name is "value" or "raw_value" or "rawValue");

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        if (Scalars.IsNull(scalar))
            return null;
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return JsonValue.Create(text);
        return Scalars.ParseBoolean(scalar) is { } truth ? JsonValue.Create(truth)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
