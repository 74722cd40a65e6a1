namespace EdgeProxy.Conformance;

/// <summary>One row of the suite: what to do to the proxy, and what must be seen.</summary>
public sealed record ConformanceCase
{
    /// <summary>The group, e.g. <c>routing</c>; each group is one file under <c>Cases/</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The name, unique in its group.</summary>
    public required string Name { get; init; }

    /// <summary>Acts on the proxy. The identifier marks this case's requests at the backends.</summary>
    public required Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Drive { get; init; }

    /// <summary>What must be seen; all of it.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>What the case cannot be driven without.</summary>
    public CaseNeeds Needs { get; init; }

    /// <summary>True when nothing else may use the proxy meanwhile: the case stops a backend, drains the proxy, or counts.</summary>
    public bool RunsAlone { get; init; }

    /// <summary>How long the case may take; over it, it failed. 20 s by default.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where the case's rule comes from when the table of the specification does not say it, or why it is lenient.</summary>
    public string? Note { get; init; }

    /// <summary><c>group/name</c>.</summary>
    public string Id => $"{Group}/{Name}";

    /// <summary>The expectations in words.</summary>
    public string Expected => string.Join("; ", Expectations.Select(e => e.Text));

    /// <inheritdoc/>
    public override string ToString() => Id;
}
