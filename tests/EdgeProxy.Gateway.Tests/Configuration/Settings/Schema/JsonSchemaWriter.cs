using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings.Schema;

/// <summary>Writes what the readers of the configuration asked for as JSON schema, draft 7, which editors know best.</summary>
internal sealed class JsonSchemaWriter
{
    // Duration.TryParse in one expression.
    private const string Time = @"^([Oo][Ff][Ff]|[0-9]+(\.[0-9]+)?(ms|s|m|h)|([0-9]+\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?)$";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SettingDescriptions _descriptions = new();

    /// <summary>The keys that nothing describes.</summary>
    public List<string> Undescribed { get; } = [];

    public string Write(SettingNode root)
    {
        var properties = new JsonObject();
        foreach (var (key, node) in root.Children)
            properties[key] = Of(key, node);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "EdgeProxy.Gateway settings",
            ["description"] = "The sections that the gateway reads; docs/gateway.md describes them.",
            ["type"] = "object",
            ["properties"] = properties,
        }.ToJsonString(Indented) + "\n";
    }

    private JsonObject Of(string path, SettingNode node)
    {
        var description = _descriptions.Of(path);
        if (description is null && !path.EndsWith(":*", StringComparison.Ordinal))
            Undescribed.Add(path);
        var schema = Shape(path, node);
        if (description is not null)
            schema.Insert(0, "description", description);
        if (Default(node.Default) is { } value)
            schema["default"] = value;
        return schema;
    }

    private JsonObject Shape(string path, SettingNode node) => node.Kind switch
    {
        SettingKind.Boolean => new() { ["type"] = "boolean" },
        SettingKind.Number => Number(node),
        SettingKind.Percent => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 100 },
        SettingKind.Duration => new() { ["type"] = "string", ["pattern"] = Time },
        SettingKind.Choice => Choice(node),
        SettingKind.Strings => new() { ["type"] = new JsonArray("array", "string"), ["items"] = new JsonObject { ["type"] = new JsonArray("string", "integer") } },
        SettingKind.String => new() { ["type"] = "string" },
        SettingKind.Sections => new() { ["type"] = "array", ["items"] = Section(path + ":*", node.Child(SettingNode.AnyName)) },
        _ => Section(path, node),
    };

    private static JsonObject Number(SettingNode node)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (node.Least > int.MinValue)
            schema["minimum"] = node.Least;
        if (node.Most < int.MaxValue)
            schema["maximum"] = node.Most;
        return schema;
    }

    /// <summary>The names as they are documented, and every other spelling that the reader accepts.</summary>
    private static JsonObject Choice(SettingNode node) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. node.Names.Select(name => (JsonNode)name)]) },
            new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', node.Names.Select(AnyCase))})$" }),
    };

    private static string AnyCase(string name) => string.Concat(name.Select((letter, index) =>
        char.IsAsciiLetter(letter) ? $"{(index > 0 ? "_?" : "")}[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]"
        : letter == '.' ? @"\." : letter.ToString()));

    private JsonObject Section(string path, SettingNode node)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var properties = new JsonObject();
        foreach (var (key, child) in node.Children)
        {
            if (key == SettingNode.AnyName)
                schema["additionalProperties"] = Of($"{path}:{key}", child);
            else
                properties[key] = Of($"{path}:{key}", child);
        }

        if (properties.Count == 0)
            return schema;
        schema["properties"] = properties;
        schema["additionalProperties"] ??= false;
        return schema;
    }

    private static JsonNode? Default(object? value) => value switch
    {
        null or "" => null,
        TimeSpan time => Text(time),
        bool flag => flag,
        long number => number,
        double number => number,
        _ => value.ToString(),
    };

    private static string Text(TimeSpan time) => time switch
    {
        { Ticks: < 0 } => "off",
        { TotalMilliseconds: < 1000 } => $"{time.TotalMilliseconds}ms",
        _ when time.TotalSeconds % 3600 == 0 => $"{time.TotalHours}h",
        _ when time.TotalSeconds % 60 == 0 => $"{time.TotalMinutes}m",
        _ => $"{time.TotalSeconds}s",
    };
}
