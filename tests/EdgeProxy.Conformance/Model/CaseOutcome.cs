namespace EdgeProxy.Conformance;

/// <summary>How a case ended.</summary>
public enum CaseOutcome
{
    /// <summary>Everything as expected.</summary>
    Passed,

    /// <summary>Something else than expected.</summary>
    Failed,

    /// <summary>Not run: what it needs was not given.</summary>
    Skipped,
}
