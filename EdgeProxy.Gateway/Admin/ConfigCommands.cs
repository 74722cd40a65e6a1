using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The configuration in use, with every default filled in: <c>/config_dump</c> in Envoy's messages, <c>/gateway_config</c> in the gateway's own.</summary>
internal sealed partial class ConfigCommands(GatewayStore gateway, ListenerStore listeners, ClusterStore clusters)
{
    private static readonly TimeSpan LongestFilter = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ModelJson Json = new(new JsonSerializerOptions(ModelJson.Default.Options) { Converters = { new RouteActionConverter() } });

    public IEnumerable<AdminCommand> Commands =>
    [
        new("/config_dump", Changes: false, "dump current Envoy configs (?resource=, ?mask=, ?name_regex=, ?include_eds)", DumpAsync),
        new("/gateway_config", Changes: false, "dump the gateway's own configuration", GatewayConfigAsync),
    ];

    private Task GatewayConfigAsync(HttpContext context) => AdminReply.JsonAsync(context, JsonSerializer.Serialize(Redaction.Apply(gateway.Current.Config), Json.GatewayConfig) + "\n");

    private Task DumpAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryNameFilter(query["name_regex"].ToString(), out var isWanted))
            return AdminReply.TextAsync(context, 400, $"Error while parsing name_regex from {query["name_regex"]}\n");
        var parts = new ConfigDump(gateway.Current, listeners, clusters).Parts(isWanted, query.ContainsKey("include_eds"));
        var mask = query.ContainsKey("mask") ? query["mask"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries) : null;
        return query.TryGetValue("resource", out var resource)
            ? ResourceAsync(context, parts, resource.ToString(), mask)
            : AllAsync(context, parts, mask);
    }

    private static Task AllAsync(HttpContext context, IEnumerable<ConfigDumpPart> parts, string[]? mask)
    {
        var configs = parts.Where(part => mask is null || part.TryMask(mask)).Select(part => part.ToAny()).ToArray();
        return configs.Length == 0
            ? AdminReply.TextAsync(context, 400, $"FieldMask {string.Join(',', mask!)} could not be successfully applied to any configs.\n")
            : WriteAsync(context, configs);
    }

    private static Task ResourceAsync(HttpContext context, IEnumerable<ConfigDumpPart> parts, string resource, string[]? mask)
    {
        foreach (var part in parts)
        {
            if (part.Single.Contains(resource))
                return AdminReply.TextAsync(context, 400, $"{resource} is not a repeated field. Use ?mask={resource} to get only this field\n");
            if (!part.Repeated.Contains(resource))
                continue;
            var resources = part.Resources(resource).ToArray();
            if (mask is not null)
                Array.ForEach(resources, one => ConfigDumpPart.Mask(one, mask));
            return WriteAsync(context, resources);
        }

        return AdminReply.TextAsync(context, 404, $"{resource} not found in config dump\n");
    }

    private static Task WriteAsync(HttpContext context, JsonObject[] configs)
    {
        var dump = configs.Length == 0 ? [] : new JsonObject { ["configs"] = new JsonArray([.. configs]) };
        return AdminReply.JsonAsync(context, dump.ToJsonString(Readable) + "\n");
    }

    private static bool TryNameFilter(string pattern, out Func<string, bool> isWanted)
    {
        isWanted = static _ => true;
        if (pattern.Length == 0)
            return true;
        try
        {
            var expression = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, LongestFilter);
            isWanted = expression.IsMatch;
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [JsonSourceGenerationOptions(
        WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
        IncludeFields = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(GatewayConfig))]
    [JsonSerializable(typeof(ForwardActionConfig))]
    [JsonSerializable(typeof(RedirectActionConfig))]
    [JsonSerializable(typeof(DirectResponseConfig))]
    private sealed partial class ModelJson : JsonSerializerContext;
}
