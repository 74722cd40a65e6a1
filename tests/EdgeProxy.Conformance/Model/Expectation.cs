namespace EdgeProxy.Conformance;

/// <summary>One checkable sentence about what was observed. <see cref="Expect"/> makes them.</summary>
/// <param name="Text">The sentence, for the "expected" column.</param>
/// <param name="Look">Compares an observation with it.</param>
public sealed record Expectation(string Text, Func<Observation, Finding> Look)
{
    /// <summary>What checking it requires; without it, the expectation is skipped, and the report says so.</summary>
    public CaseNeeds Needs { get; init; }

    /// <summary>True when it says that something does not happen, which takes a moment to be sure of.</summary>
    public bool NeedsQuiet { get; init; }
}
