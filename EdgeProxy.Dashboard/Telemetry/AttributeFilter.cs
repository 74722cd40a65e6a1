using System.Globalization;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>A condition on one attribute.</summary>
/// <param name="Key">The attribute's key, compared exactly.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">What to compare with.</param>
public sealed record AttributeFilter(string Key, FilterOperator Operator, string Value)
{
    /// <summary>Whether <paramref name="text"/>, null where the attribute is missing, satisfies the condition.</summary>
    /// <param name="text">The attribute's text.</param>
    public bool Matches(string? text) => Operator switch
    {
        FilterOperator.NotContains => text is null || !text.Contains(Value, StringComparison.OrdinalIgnoreCase),
        FilterOperator.NotEqual => !string.Equals(text, Value, StringComparison.OrdinalIgnoreCase),
        _ when text is null => false,
        FilterOperator.Contains => text.Contains(Value, StringComparison.OrdinalIgnoreCase),
        FilterOperator.Equal => string.Equals(text, Value, StringComparison.OrdinalIgnoreCase),
        FilterOperator.GreaterThan => Compare(text) > 0,
        FilterOperator.LessThan => Compare(text) < 0,
        FilterOperator.GreaterThanOrEqual => Compare(text) >= 0,
        FilterOperator.LessThanOrEqual => Compare(text) <= 0,
        _ => throw new InvalidOperationException($"The operator '{Operator}' is not one of {nameof(FilterOperator)}."),
    };

    private int Compare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
        && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : string.Compare(text, Value, StringComparison.OrdinalIgnoreCase);
}
