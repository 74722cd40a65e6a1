using System.Diagnostics;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

public sealed class WhenAPartIsKilled(TheSystem system) : IClassFixture<TheSystem>
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task TheDashboardIsMissedByNoRequest()
    {
        await using var load = Traffic.To(new Uri(system.Edge, "/ping"));
        await load.HasServedAsync(1_000);

        Signals.Send(Assert.Single(system.ProcessesOf("EdgeProxy.Dashboard")), Signals.Kill);
        await load.HasServedAsync(10_000);

        await load.MatchesAsync("the dashboard is killed");
    }

    [Fact]
    public async Task TheEdgeIsBackOnItsPort()
    {
        await using var load = Traffic.To(new Uri(system.Edge, "/ping"));
        await load.HasServedAsync(1_000);

        Signals.Send(Assert.Single(system.ProcessesOf("EdgeProxy.Gateway")), Signals.Kill);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("failures", () => load.Failures.Count > 0);
        await load.RecoversAsync(1);
        Said.Figures($"the edge served again {watch.Elapsed.TotalSeconds:0.0} s after it was killed");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, BackWithin);
        await load.RecoversAsync(1_000);

        await load.MatchesAsync("the edge is killed");
    }
}
