using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>A log is worth less than a request: lines are lost, counted and said, and no request waits for them.</summary>
public sealed class AccessLogFaultTests : IAsyncLifetime
{
    private Replica _replica = null!;

    public async ValueTask InitializeAsync() => _replica = await Replica.StartAsync();

    public ValueTask DisposeAsync() => _replica.DisposeAsync();

    [Fact]
    public async Task ItsDiskIsFullAndNoRequestFails()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's.");
        await using var edge = await EdgeProcess.StartAsync([_replica.Port], "Edge:AccessLog:Path=/dev/full");
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(2_000);
        await Eventually.HoldsAsync("the warning", () => edge.Process.Output.Contains("No space left on device", StringComparison.Ordinal));
        await Eventually.HoldsAsync("dropped lines are counted", async () => await edge.StatAsync("access_log.write_dropped") > 0);
        await load.HasServedAsync(20_000);

        Assert.InRange(edge.Process.Output.Split('\n').Count(line => line.Contains("No space left", StringComparison.Ordinal)), 1, 5);
        await load.AssertServedAsync("the disk of the access log is full");
    }

    [Fact]
    public async Task ItsReaderHaltsAndNoRequestWaits()
    {
        var pipe = Path.Combine(Path.GetTempPath(), $"edge-pipe-{Guid.NewGuid():n}");
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        // A reader that reads nothing: the pipe is full after 64 KiB.
        using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        await using var edge = await EdgeProcess.StartAsync([_replica.Port], $"Edge:AccessLog:Path={pipe}", "Edge:AccessLog:Format=text");
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(20_000);

        Assert.InRange(load.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await load.AssertServedAsync("the reader of the access log's pipe halts");
        File.Delete(pipe);
    }
}
