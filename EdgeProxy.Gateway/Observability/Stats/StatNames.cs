using System.Reflection;

namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The names of an enumeration of counters.</summary>
/// <typeparam name="TCounter">The counters, numbered from 0.</typeparam>
internal static class StatNames<TCounter>
    where TCounter : struct, Enum
{
    /// <summary>The name of each counter by its number; null for one that is not published.</summary>
    public static IReadOnlyList<string?> All { get; } =
    [
        .. typeof(TCounter).GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => (int)field.GetRawConstantValue()!).Select(field =>
            (field.GetCustomAttribute<StatNameAttribute>() ?? throw new InvalidOperationException($"{typeof(TCounter).Name}.{field.Name} has no {nameof(StatNameAttribute)}.")).Name),
    ];
}
