using System.Reflection;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The names of <see cref="RetryConditions"/>, in the order of their declaration.</summary>
internal static class RetryConditionNames
{
    private static readonly (RetryOnAttribute Attribute, RetryConditions Condition)[] Named =
    [
        .. from field in typeof(RetryConditions).GetFields(BindingFlags.Public | BindingFlags.Static)
           let attribute = field.GetCustomAttribute<RetryOnAttribute>()
           where attribute is not null
           select (attribute, (RetryConditions)field.GetRawConstantValue()!),
    ];

    /// <summary>Envoy's names (<c>retry_on</c>).</summary>
    public static IReadOnlyList<(string Name, RetryConditions Condition)> Envoy { get; } =
        [.. Named.Where(entry => !entry.Attribute.IsOwn).Select(entry => (entry.Attribute.Name, entry.Condition))];

    /// <summary>Envoy's names, and <c>safe</c>, which Envoy does not have.</summary>
    public static IReadOnlyList<(string Name, RetryConditions Condition)> All { get; } = [.. Named.Select(entry => (entry.Attribute.Name, entry.Condition))];
}
