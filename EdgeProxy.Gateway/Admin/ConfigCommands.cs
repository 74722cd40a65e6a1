using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary><c>/config_dump</c>: the configuration at work, with every default filled in.</summary>
internal sealed partial class ConfigCommands(GatewayStore gateway)
{
    private static readonly DumpJson Json = new(new JsonSerializerOptions(DumpJson.Default.Options) { Converters = { new RouteActionConverter() } });

    public IEnumerable<AdminCommand> Commands =>
        [new("/config_dump", Changes: false, "dump current gateway configs", DumpAsync)];

    /// <summary>A configuration as text: two that say the same have the same.</summary>
    public static string Dump(GatewayConfig config) => JsonSerializer.Serialize(new ConfigDump([config]), Json.ConfigDump);

    private Task DumpAsync(HttpContext context) => AdminReply.JsonAsync(context, Dump(Redaction.Apply(gateway.Current.Config)) + "\n");

    /// <summary>Envoy's outer shape.</summary>
    internal sealed record ConfigDump(IReadOnlyList<GatewayConfig> Configs);

    [JsonSourceGenerationOptions(
        WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
        IncludeFields = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(ConfigDump))]
    [JsonSerializable(typeof(ForwardActionConfig))]
    [JsonSerializable(typeof(RedirectActionConfig))]
    [JsonSerializable(typeof(DirectResponseConfig))]
    private sealed partial class DumpJson : JsonSerializerContext;
}
