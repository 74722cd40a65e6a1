using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.Dashboard.Tests.Fakes;

namespace EdgeProxy.Dashboard.Tests.Presentation;

public sealed class UnseenErrorsTests
{
    private readonly FakeTelemetry _telemetry = new();

    public UnseenErrorsTests() => DemoShop.Create(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero)).Logs.ForEach(_telemetry.Add);

    [Fact]
    public void AreGoneOnceSomebodyLookedAtAll()
    {
        var unseen = new UnseenErrors(_telemetry.Logs);
        Assert.NotEqual(0, unseen.Count());

        unseen.MarkSeen(null);

        Assert.Equal(0, unseen.Count());
    }

    [Fact]
    public void OfOneServiceAreGoneWhenSomebodyLookedAtItAlone()
    {
        var unseen = new UnseenErrors(_telemetry.Logs);
        var others = unseen.ByResource().Where(errors => errors.Key.ServiceName != "ping-svc").Sum(errors => errors.Value);

        unseen.MarkSeen("ping-svc");

        Assert.Equal(others, unseen.Count());
        Assert.DoesNotContain(unseen.ByResource().Keys, key => key.ServiceName == "ping-svc");
    }
}
