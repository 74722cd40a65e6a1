using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Enums as <c>waitFor</c>; numbers are refused.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
