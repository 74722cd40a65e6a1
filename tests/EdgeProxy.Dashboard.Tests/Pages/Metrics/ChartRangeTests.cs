using EdgeProxy.Dashboard.Pages.Metrics;

namespace EdgeProxy.Dashboard.Tests.Pages.Metrics;

public sealed class ChartRangeTests
{
    [Fact]
    public void HasNoStepShorterThanThePauseBetweenPoints()
    {
        var range = ChartRange.Of("5m");

        Assert.True(range.Length / range.Steps(TimeSpan.FromSeconds(10)) >= TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("24h")]
    public void HasStepsThatCanBeDrawn(string key) => Assert.InRange(ChartRange.Of(key).Steps(null), 2, 200);

    [Fact]
    public void IsFiveMinutesWhereTheAddressNamesNone() => Assert.Equal("5m", ChartRange.Of("unheard-of").Key);
}
