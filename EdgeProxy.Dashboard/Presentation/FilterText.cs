using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Attribute filters as the address of a page carries them, <c>key:operator:value</c>, and as a person reads them.</summary>
internal static class FilterText
{
    /// <summary>Each operator with its word in an address and its sign on a page.</summary>
    public static readonly IReadOnlyList<(FilterOperator Operator, string Word, string Sign)> Operators =
    [
        (FilterOperator.Equal, "eq", "="),
        (FilterOperator.NotEqual, "ne", "≠"),
        (FilterOperator.Contains, "contains", "contains"),
        (FilterOperator.NotContains, "lacks", "lacks"),
        (FilterOperator.GreaterThan, "gt", ">"),
        (FilterOperator.LessThan, "lt", "<"),
        (FilterOperator.GreaterThanOrEqual, "ge", "≥"),
        (FilterOperator.LessThanOrEqual, "le", "≤"),
    ];

    /// <summary>For an address.</summary>
    public static string Write(AttributeFilter filter) =>
        $"{Uri.EscapeDataString(filter.Key)}:{Operators.First(known => known.Operator == filter.Operator).Word}:{Uri.EscapeDataString(filter.Value)}";

    /// <summary>For a person.</summary>
    public static string Show(AttributeFilter filter) =>
        $"{filter.Key} {Operators.First(known => known.Operator == filter.Operator).Sign} {filter.Value}";

    /// <summary>From an address; what is not a filter is left out.</summary>
    public static IReadOnlyList<AttributeFilter> Read(IEnumerable<string>? texts) =>
        [.. (texts ?? []).Select(Read).OfType<AttributeFilter>()];

    private static AttributeFilter? Read(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3 || parts[0].Length == 0)
            return null;
        var known = Operators.FirstOrDefault(known => known.Word == parts[1]);
        return known.Word is null ? null : new AttributeFilter(Uri.UnescapeDataString(parts[0]), known.Operator, Uri.UnescapeDataString(parts[2]));
    }
}
