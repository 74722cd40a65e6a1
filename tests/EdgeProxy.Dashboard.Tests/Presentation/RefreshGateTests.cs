using EdgeProxy.Dashboard.Presentation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProxy.Dashboard.Tests.Presentation;

public sealed class RefreshGateTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void LetsTheFirstThroughAndTheOthersOnceAfterThePause()
    {
        var calls = 0;
        using var gate = new RefreshGate(_time, Pause, () => calls++);

        for (var asked = 0; asked < 100; asked++)
            gate.Ask();
        Assert.Equal(1, calls);

        _time.Advance(Pause);
        Assert.Equal(2, calls);

        _time.Advance(Pause);
        _time.Advance(Pause);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void IsSilentOnceItEnded()
    {
        var calls = 0;
        var gate = new RefreshGate(_time, Pause, () => calls++);
        gate.Ask();
        gate.Ask();

        gate.Dispose();
        _time.Advance(Pause);
        gate.Ask();

        Assert.Equal(1, calls);
    }
}
