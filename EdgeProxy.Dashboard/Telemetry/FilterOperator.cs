namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>How a filter compares. Text is compared without regard to case; greater and less compare numbers where both sides are numbers.</summary>
public enum FilterOperator
{
    /// <summary>The value contains the text.</summary>
    Contains,

    /// <summary>The value does not contain the text, or there is none.</summary>
    NotContains,

    /// <summary>The value is the text.</summary>
    Equal,

    /// <summary>The value is another, or there is none.</summary>
    NotEqual,

    /// <summary>The value is greater.</summary>
    GreaterThan,

    /// <summary>The value is less.</summary>
    LessThan,

    /// <summary>The value is greater or the same.</summary>
    GreaterThanOrEqual,

    /// <summary>The value is less or the same.</summary>
    LessThanOrEqual,
}
