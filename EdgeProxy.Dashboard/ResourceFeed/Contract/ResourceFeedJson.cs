using System.Text.Json.Serialization;

namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>
/// The JSON of a line: camelCase names and enums, absent where null. Serialize with
/// <c>ResourceFeedJson.Default.ResourceFeedMessage</c>, so that <c>kind</c> is written.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = false,
    Converters =
    [
        typeof(CamelCaseEnumConverter<ConsoleStream>),
        typeof(CamelCaseEnumConverter<ResourceHealth>),
        typeof(CamelCaseEnumConverter<ResourceRelationKind>),
        typeof(CamelCaseEnumConverter<ResourceCommandName>),
    ])]
[JsonSerializable(typeof(ResourceFeedMessage))]
[JsonSerializable(typeof(ResourceCommand))]
internal sealed partial class ResourceFeedJson : JsonSerializerContext;
