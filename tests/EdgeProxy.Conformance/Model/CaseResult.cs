namespace EdgeProxy.Conformance;

/// <summary>What came of one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Got">What was seen; for a skipped case, why.</param>
public sealed record CaseResult(ConformanceCase Case, CaseOutcome Outcome, string Got)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
