using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings;

public sealed class DurationTests
{
    [Theory]
    [InlineData("00:00:15", 15_000)]
    [InlineData("0.25s", 250)]
    [InlineData("250ms", 250)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0s", 0)]
    [InlineData("off", -1)]
    public void IsRead(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("-1s")]
    [InlineData("-00:00:01")]
    [InlineData("soon")]
    [InlineData("1d")]
    [InlineData("1e300h")]
    public void IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));
}
