namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>One statistic as it is shown.</summary>
/// <param name="Name">Envoy's whole name: <c>cluster.ping-cluster.upstream_rq_total</c>.</param>
/// <param name="Kind">What kind of number it is.</param>
/// <param name="Value">The number; nothing for a histogram.</param>
/// <param name="PrometheusName">The name for Prometheus, without the part that is a label.</param>
/// <param name="Labels">The labels for Prometheus, in its syntax.</param>
/// <param name="Histogram">The histogram, for one.</param>
internal sealed record Stat(
    string Name, StatKind Kind, long Value, string PrometheusName, string Labels, StatHistogram? Histogram = null)
{
    public bool IsUsed => Histogram is { } histogram ? histogram.Read().Buckets.Any(count => count > 0) : Value != 0;
}
