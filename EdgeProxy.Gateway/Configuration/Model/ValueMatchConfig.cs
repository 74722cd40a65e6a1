namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HeaderMatcher</c> and <c>QueryParameterMatcher</c>.</summary>
public sealed record ValueMatchConfig
{
    /// <summary>The header (compared without case) or query parameter (compared with case).</summary>
    public required string Name { get; init; }

    /// <summary>How the value is compared.</summary>
    public ValueMatchKind Kind { get; init; } = ValueMatchKind.Present;

    /// <summary>What it is compared with.</summary>
    public string Value { get; init; } = "";

    /// <summary>The inclusive start of <see cref="ValueMatchKind.Range"/>.</summary>
    public long RangeStart { get; init; }

    /// <summary>The exclusive end of <see cref="ValueMatchKind.Range"/>.</summary>
    public long RangeEnd { get; init; }

    /// <summary>Compares without case.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Turns the answer round (<c>invert_match</c>). A missing header matches inverted <see cref="ValueMatchKind.Present"/> alone.</summary>
    public bool Invert { get; init; }

    /// <summary>A missing header counts as an empty one (<c>treat_missing_header_as_empty</c>).</summary>
    public bool TreatMissingAsEmpty { get; init; }
}
