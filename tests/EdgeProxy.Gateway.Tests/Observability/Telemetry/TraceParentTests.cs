using EdgeProxy.Gateway.Observability.Telemetry;

namespace EdgeProxy.Gateway.Tests.Observability.Telemetry;

public sealed class TraceParentTests
{
    [Fact]
    public void ANewTraceThatIsNotRecorded_IsMarkedSoInValidForm() =>
        Assert.Matches("^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$", TraceParent.OfNewTrace(NewTraceId.Create()));

    [Fact]
    public void TheIdentifierIsWrittenWhole() =>
        Assert.StartsWith("00-000000000000000a0123456789abcdef-", TraceParent.OfNewTrace(new NewTraceId(10, 0x0123456789abcdef)));
}
