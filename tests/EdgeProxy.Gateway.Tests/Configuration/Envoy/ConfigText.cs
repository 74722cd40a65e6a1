using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>A configuration as text, for comparing two of them: records that hold lists are equal by reference alone.</summary>
internal static class ConfigText
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IncludeFields = true,
        Converters = { new JsonStringEnumConverter(), new ByOwnType() },
    };

    public static string Of(GatewayConfig config) => JsonSerializer.Serialize(config, Format);

    private sealed class ByOwnType : JsonConverter<RouteActionConfig>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(RouteActionConfig);

        public override RouteActionConfig Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RouteActionConfig value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
