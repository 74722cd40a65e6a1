using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes what a route does under the name that Envoy gives it.</summary>
internal sealed class RouteActionConverter : JsonConverter<RouteActionConfig>
{
    public override RouteActionConfig Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The dump is written only.");

    public override void Write(Utf8JsonWriter writer, RouteActionConfig value, JsonSerializerOptions options)
    {
        var name = value switch
        {
            ForwardActionConfig => "route",
            RedirectActionConfig => "redirect",
            _ => "direct_response",
        };
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
        writer.WriteEndObject();
    }
}
