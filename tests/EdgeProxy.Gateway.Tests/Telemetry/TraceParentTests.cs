using EdgeProxy.Gateway.Telemetry;

namespace EdgeProxy.Gateway.Tests.Telemetry;

public sealed class TraceParentTests
{
    [Fact]
    public void ANewTraceThatIsNotRecordedSaysSoInValidForm() =>
        Assert.Matches("^00-[1-9a-f][0-9a-f]{31}-[1-9a-f][0-9a-f]{15}-00$", TraceParent.OfNewTrace());
}
