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

    /// <summary>Does something hostile while honest clients go on, and looks at the price.</summary>
    /// <param name="what">The row of docs/reliability.md.</param>
    /// <param name="attack">What is done.</param>
    internal async Task EnduresAsync(string what, Func<Task<string>> attack)
    {
        var row = ReliabilityPage.Row(what);
        await using var bystanders = new Bystanders(Edge.Address);
        await TestKit.Eventually.HoldsAsync("honest clients are served", () => bystanders.Served > 200);
        var before = Edge.Process.Usage();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = await attack();
        var during = Edge.Process.Usage();
        var seconds = watch.Elapsed.TotalSeconds;
        var (wrong, p99) = await bystanders.StopAsync();

        var grown = during.MemoryMegabytes - before.MemoryMegabytes;
        Said.Figures($"{what}: {outcome}; {seconds:0.0} s, {grown:+0;-0;0} MB, {(during.Cpu - before.Cpu).TotalSeconds:0.0} s of processor time; {bystanders.Served} others served, p99 {p99.TotalMilliseconds:0} ms");
        Assert.Equal(row["the attacker gets"], outcome);
        Assert.Empty(wrong);
        Assert.Empty(Upstream.Breaches);
        Assert.InRange(grown, double.MinValue, double.Parse(row["memory, at most"].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(p99, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
