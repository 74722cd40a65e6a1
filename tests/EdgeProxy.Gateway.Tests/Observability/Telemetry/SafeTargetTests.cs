using EdgeProxy.Gateway.Observability.Telemetry;

namespace EdgeProxy.Gateway.Tests.Observability.Telemetry;

public sealed class SafeTargetTests
{
    [Theory]
    [InlineData("/a", null)]
    [InlineData("/a?", null)]
    [InlineData("/a?b", "b")]
    [InlineData("/a?b=c", "b=Redacted")]
    [InlineData("/a?b=c=d&e&f=", "b=Redacted&e&f=Redacted")]
    public void KeepsTheNamesOfAQueryAndNoValue(string target, string? query) => Assert.Equal(query, SafeTarget.Query(target));
}
