using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Parts of the JSON form of protocol buffers.</summary>
internal static class Proto
{
    public const string TypeField = "@type";

    private const string TypePrefix = "type.googleapis.com/";

    /// <summary>A message in an <c>Any</c>: its type stands beside its fields.</summary>
    public static JsonObject Any(string type, JsonObject message)
    {
        message.Insert(0, TypeField, TypePrefix + type);
        return message;
    }

    /// <summary>A duration: seconds with an <c>s</c>; none at all is 0, which turns Envoy's limits off.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = Math.Max(time.Ticks, 0) / (decimal)TimeSpan.TicksPerSecond;
        return seconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";
    }

    public static JsonObject Address(string address, int port) => new()
    {
        ["socket_address"] = new JsonObject { ["address"] = address, ["port_value"] = port },
    };

    public static JsonObject Percent(double value) => new() { ["value"] = value };

    /// <summary>A list; null, which leaves its field out, where it is empty.</summary>
    public static JsonArray? List<T>(IEnumerable<T> items, Func<T, JsonNode?> write)
    {
        var list = new JsonArray([.. items.Select(write)]);
        return list.Count > 0 ? list : null;
    }

    public static JsonArray? List(IEnumerable<string> items) => List(items, item => JsonValue.Create(item));

    /// <summary>Takes the fields out that have no value.</summary>
    public static JsonObject Clean(JsonObject message)
    {
        foreach (var name in message.Where(field => field.Value is null).Select(field => field.Key).ToList())
            message.Remove(name);
        return message;
    }
}
