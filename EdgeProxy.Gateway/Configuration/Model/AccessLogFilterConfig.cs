namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>AccessLogFilter</c>: which requests are logged.</summary>
/// <param name="Kind">What it asks.</param>
public sealed record AccessLogFilterConfig(AccessLogFilterKind Kind)
{
    /// <summary>How a status or a duration is compared: <c>EQ</c>, <c>GE</c>, <c>LE</c> or <c>NE</c>.</summary>
    public string Comparison { get; init; } = "EQ";

    /// <summary>The status, or the duration in milliseconds, that it is compared with.</summary>
    public long Value { get; init; }

    /// <summary>How many requests of a million.</summary>
    public int FractionPerMillion { get; init; } = 1_000_000;

    /// <summary>The header.</summary>
    public ValueMatchConfig? Header { get; init; }

    /// <summary>The response flags; empty for any.</summary>
    public ValueList<string> Flags { get; init; } = [];

    /// <summary>The filters that are put together.</summary>
    public ValueList<AccessLogFilterConfig> Parts { get; init; } = [];
}
