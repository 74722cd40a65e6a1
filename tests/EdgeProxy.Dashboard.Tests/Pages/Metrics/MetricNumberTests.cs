using EdgeProxy.Dashboard.Pages.Metrics;

namespace EdgeProxy.Dashboard.Tests.Pages.Metrics;

public sealed class MetricNumberTests
{
    [Theory]
    [InlineData(0.0123, "s", "12.3 ms")]
    [InlineData(0.0097, "s", "9.70 ms")]
    [InlineData(2.5, "s", "2.5 s")]
    [InlineData(48e6, "By", "45.8 MiB")]
    [InlineData(1234567.0, "{request}/s", "1.23 M request/s")]
    [InlineData(3.0, "1", "3")]
    [InlineData(null, "s", "–")]
    public void ShowsAValueWithItsUnit(double? value, string unit, string text) => Assert.Equal(text, MetricNumber.Show(value, unit));
}
