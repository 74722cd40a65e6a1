using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes JSON without reflection.</summary>
internal static class AdminJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsRequested(HttpContext context) => context.Request.Query["format"] == "json";

    /// <summary>An object with what <paramref name="write"/> puts into it.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Envoy's <c>core.Address</c>.</summary>
    public static void WriteAddress(Utf8JsonWriter json, string name, IPEndPoint address)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("socket_address");
        json.WriteString("address", address.Address.ToString());
        json.WriteNumber("port_value", address.Port);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
