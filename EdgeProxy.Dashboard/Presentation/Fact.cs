namespace EdgeProxy.Dashboard.Presentation;

/// <summary>A name with a value, for a list of details.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its text; null for a secret.</param>
public sealed record Fact(string Name, string? Value)
{
    /// <summary>A link of this program that the value leads to.</summary>
    public string? Href { get; init; }

    /// <summary>The value never left its owner: dots stand for it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Digits that are compared by eye.</summary>
    public bool IsMono { get; init; }
}
