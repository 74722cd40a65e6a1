namespace EdgeProxy.Conformance;

/// <summary>
/// Every case of the suite. The rows are those of the specified edge: an Envoy of 2020 with <c>/pong</c> to one cluster, <c>/ping</c> and
/// everything else to another. Where a proxy may differ on purpose (docs/envoy-parity.md), the case accepts both and says so.
/// </summary>
public static class ConformanceCases
{
    /// <summary>All cases, in the order in which they are printed.</summary>
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. RoutingCases.All,
        .. RequestHeaderCases.All,
        .. ResponseHeaderCases.All,
        .. FailureCases.All,
        .. TimeoutCases.All,
        .. LimitCases.All,
        .. FramingCases.All,
        .. BodyCases.All,
        .. Http2Cases.All,
        .. GrpcCases.All,
        .. AccessLogCases.All,
        .. AdminCases.All,
        .. StatisticsCases.All,
        .. DrainCases.All,
    ];

    /// <summary>The groups, in order.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. All.Select(c => c.Group).Distinct()];

    /// <summary>The case of this identifier (<c>group/name</c>).</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ConformanceCase Find(string id) =>
        All.FirstOrDefault(c => c.Id == id) ?? throw new KeyNotFoundException($"There is no case '{id}'. Groups: {string.Join(", ", Groups)}.");
}
