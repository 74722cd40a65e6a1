namespace EdgeProxy.Conformance;

/// <summary>Everything one case saw: at the client's end, at the backends, and on the clock.</summary>
public sealed record Observation
{
    /// <summary>The answers the client got, in order. Never empty: no answer is <see cref="ObservedResponse.None"/>.</summary>
    public required IReadOnlyList<ObservedResponse> Responses { get; init; }

    /// <summary>The answer that the expectations speak of: the last one.</summary>
    public ObservedResponse Response => Responses[^1];

    /// <summary>What the recording backends received from this case, in order; empty without backends.</summary>
    public IReadOnlyList<RecordedRequest> Upstream { get; init; } = [];

    /// <summary>From the end of the request to the end of the answer.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The state of the client's connection at the end of the case.</summary>
    public ConnectionEnd ConnectionEnd { get; init; } = ConnectionEnd.NotLooked;

    /// <summary>The line of the access log that carries the case's mark; null without a log, or when none came.</summary>
    public string? LogLine { get; init; }

    /// <summary>Further named facts of cases with several steps.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>An observation of one answer.</summary>
    public static Observation Of(ObservedResponse response) => new() { Responses = [response] };

    /// <summary>An observation of facts alone, for cases that are not one request and its answer.</summary>
    public static Observation OfFacts(params (string Name, string Value)[] facts) => new()
    {
        Responses = [ObservedResponse.None],
        Facts = facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
    };
}
