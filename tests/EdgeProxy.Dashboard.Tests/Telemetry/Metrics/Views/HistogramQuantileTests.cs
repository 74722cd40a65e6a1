using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Metrics.Views;

namespace EdgeProxy.Dashboard.Tests.Telemetry.Metrics.Views;

public sealed class HistogramQuantileTests
{
    private static readonly HistogramBucket[] Buckets =
    [
        new(double.NegativeInfinity, 10, 10), new(10, 20, 80), new(20, double.PositiveInfinity, 10),
    ];

    [Theory]
    [InlineData(0.05, 5)]
    [InlineData(0.5, 15)]
    [InlineData(0.9, 20)]
    public void AQuantileLiesLinearlyWithinItsBucket(double quantile, double expected) =>
        Assert.Equal(expected, HistogramQuantile.Estimate(new HistogramValue(100, 0, null, null, Buckets), quantile)!.Value, 1e-9);

    [Fact]
    public void TheLastBucketIsBoundedByTheGreatestValueSeen() =>
        Assert.Equal(29, HistogramQuantile.Estimate(new HistogramValue(100, 0, 1, 30, Buckets), 0.99)!.Value, 1e-9);

    [Fact]
    public void WithoutAGreatestValueTheLastBucketIsItsLowerBound() =>
        Assert.Equal(20, HistogramQuantile.Estimate(new HistogramValue(100, 0, null, null, Buckets), 0.99));

    [Fact]
    public void NothingMeasuredHasNoQuantile() =>
        Assert.Null(HistogramQuantile.Estimate(new HistogramValue(0, 0, null, null, []), 0.5));
}
