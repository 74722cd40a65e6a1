using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary><c>/config_dump</c>: the configuration at work, with every default filled in.</summary>
internal sealed partial class ConfigCommands(GatewayStore gateway)
{
    public IEnumerable<AdminCommand> Commands =>
        [new("/config_dump", Changes: false, "dump current gateway configs", DumpAsync)];

    private Task DumpAsync(HttpContext context)
    {
        var config = gateway.Current.Config;
        return AdminReply.JsonAsync(context, JsonSerializer.Serialize(new ConfigDump([config]), DumpJson.Default.ConfigDump) + "\n");
    }

    /// <summary>Envoy's outer shape.</summary>
    internal sealed record ConfigDump(IReadOnlyList<GatewayConfig> Configs);

    [JsonSourceGenerationOptions(
        WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
        IncludeFields = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(ConfigDump))]
    private sealed partial class DumpJson : JsonSerializerContext;
}
