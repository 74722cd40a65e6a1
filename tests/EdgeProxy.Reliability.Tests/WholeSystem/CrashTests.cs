using System.Diagnostics;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

[Collection(LocalSystem.Collection)]
public sealed class CrashTests(LocalSystem system)
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task TheEdgeIsKilled_IsBackOnItsPort()
    {
        var edge = system.Edge;
        await using var load = Traffic.To(system.Address("/ping"));
        await load.HasServedAsync(1_000);

        Signals.Send(edge.ProcessId, Signals.Kill);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("failures", () => load.Failures.Count > 0);
        await load.RecoversAsync(1);
        Figures.Report($"the edge served again {watch.Elapsed.TotalSeconds:0.0} s after it was killed");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, BackWithin);
        await load.RecoversAsync(1_000);

        await load.AssertFailuresAsync("the edge is killed", "connection refused", "connection broke");
        await system.IsReplacedAsync(edge);
    }
}
