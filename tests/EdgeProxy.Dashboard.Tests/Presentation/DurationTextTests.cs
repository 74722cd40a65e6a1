using EdgeProxy.Dashboard.Presentation;

namespace EdgeProxy.Dashboard.Tests.Presentation;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(42_000, "0.042")]
    [InlineData(8_650_000, "8.65")]
    [InlineData(110_000_000, "110")]
    [InlineData(12_300_000_000, "12,300")]
    public void AListShowsMillisecondsThroughout(long nanoseconds, string text) => Assert.Equal(text, DurationText.Milliseconds(nanoseconds));

    [Theory]
    [InlineData(8_650_000, 110_000_000, "8.65 ms")]
    [InlineData(8_650, 500_000, "8.65 µs")]
    [InlineData(500_000_000, 20_000_000_000, "0.50 s")]
    public void ATraceHasOneUnit(long nanoseconds, long length, string text) => Assert.Equal(text, DurationText.InScaleOf(nanoseconds, length));

    [Theory]
    [InlineData("10", 10_000_000L)]
    [InlineData("10ms", 10_000_000L)]
    [InlineData("1.5 s", 1_500_000_000L)]
    [InlineData("200us", 200_000L)]
    [InlineData("200 µs", 200_000L)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    [InlineData("", null)]
    public void ReadsWhatAPersonWrites(string text, long? nanoseconds) => Assert.Equal(nanoseconds, DurationText.Parse(text));
}
