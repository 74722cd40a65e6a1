using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>The edge as it comes, before a <see cref="StrictUpstream"/>, for one test class.</summary>
public sealed class HostileEdge : IAsyncLifetime
{
    internal StrictUpstream Upstream { get; } = new();

    internal EdgeProcess Edge { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Edge = await EdgeProcess.StartAsync([Upstream.Port]);

    public async ValueTask DisposeAsync()
    {
        await Edge.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    /// <summary>Attacks the edge while honest clients go on, and measures what they and the edge pay.</summary>
    /// <param name="what">What is done, for the report.</param>
    /// <param name="expected">What the attacker gets.</param>
    /// <param name="attack">Does it.</param>
    /// <param name="memoryLimit">How much memory may grow, in MB; 150 by default.</param>
    internal async Task EnduresAsync(string what, AttackOutcome expected, Func<Task<AttackOutcome>> attack, double memoryLimit = 150)
    {
        await using var honest = new HonestClients(Edge.Address);
        await TestKit.Eventually.HoldsAsync("honest clients are served", () => honest.Served > 200);
        var before = Edge.Process.Usage();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = await attack();
        var during = Edge.Process.Usage();
        var seconds = watch.Elapsed.TotalSeconds;
        var (wrong, p99) = await honest.StopAsync();

        var grown = during.MemoryMegabytes - before.MemoryMegabytes;
        Figures.Report($"{what}: {outcome}; {seconds:0.0} s, {grown:+0;-0;0} MB, {(during.Cpu - before.Cpu).TotalSeconds:0.0} s of processor time; {honest.Served} others served, p99 {p99.TotalMilliseconds:0} ms");
        Assert.Equal(expected, outcome);
        Assert.Empty(wrong);
        Assert.Empty(Upstream.Breaches);
        Assert.InRange(grown, double.MinValue, memoryLimit);
        Assert.InRange(p99, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
