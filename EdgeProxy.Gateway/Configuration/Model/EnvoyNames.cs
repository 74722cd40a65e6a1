using System.Text.Json;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's names of an enumeration's values: <c>RING_HASH</c> for <c>RingHash</c>.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal static class EnvoyNames<TEnum>
    where TEnum : struct, Enum
{
    /// <summary>Each value by its name.</summary>
    public static IReadOnlyDictionary<string, TEnum> All { get; } = Enum.GetValues<TEnum>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>The name of a value.</summary>
    public static string Of(TEnum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
