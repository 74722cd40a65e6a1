using System.Text.Json.Nodes;

namespace EdgeProxy.Gateway.Admin;

/// <summary>One message of <c>/config_dump</c>.</summary>
/// <param name="Type">Its type in envoy.admin.v3.</param>
/// <param name="ResourceType">The type of its resources, inside of it.</param>
/// <param name="Repeated">The fields that are lists of resources.</param>
/// <param name="Single">Its other fields.</param>
/// <param name="Message">Its content, without its type.</param>
internal sealed record ConfigDumpPart(string Type, string ResourceType, string[] Repeated, string[] Single, JsonObject Message)
{
    private const string Package = "envoy.admin.v3.";

    /// <summary>The message with its type.</summary>
    public JsonObject ToAny() => Proto.Any(Package + Type, Message);

    /// <summary>The resources of one of its fields, each with its type.</summary>
    public IEnumerable<JsonObject> Resources(string field) => Message[field] is JsonArray list
        ? list.Select(resource => Proto.Any($"{Package}{Type}.{ResourceType}", resource!.DeepClone().AsObject()))
        : [];

    /// <summary>Keeps what a mask names. A mask cannot go through a list (Envoy, "config_dump").</summary>
    /// <returns>False when the mask names a field that this message does not have.</returns>
    public bool TryMask(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var field = path.Split('.')[0];
            if (!(Single.Contains(field) || (Repeated.Contains(field) && field == path)))
                return false;
        }

        Mask(Message, paths);
        return true;
    }

    /// <summary>Keeps the fields that are named, whole or in part.</summary>
    public static void Mask(JsonObject message, IReadOnlyList<string> paths)
    {
        foreach (var (name, value) in message.ToList())
        {
            if (name == Proto.TypeField || paths.Contains(name))
                continue;
            var below = paths.Where(path => path.StartsWith(name + ".", StringComparison.Ordinal)).Select(path => path[(name.Length + 1)..]).ToList();
            if (below.Count == 0 || value is not JsonObject inner)
                message.Remove(name);
            else
                Mask(inner, below);
        }
    }
}
