namespace EdgeProxy.EdgeBench;

/// <summary>What a load generator saw.</summary>
/// <param name="Requests">Requests that were answered with 200.</param>
/// <param name="PerSecond">Their rate.</param>
/// <param name="P50">The median latency in milliseconds; not a number where the generator does not tell.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Failed">Requests that got another answer or none.</param>
internal sealed record LoadResult(long Requests, double PerSecond, double P50, double P99, long Failed);
