using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

public sealed class WhenReplicasAreKilled(RunningSystem system) : IClassFixture<RunningSystem>
{
    private const string Reset = "upstream connect error or disconnect/reset before headers. reset reason: ";

    /// <summary>
    /// Which one depends on what the edge had of the last replica it tried: nothing, a connection that was closed or reset with the process, or no
    /// host at all.
    /// </summary>
    private static readonly string[] Documented =
        [Reset + "connection failure", Reset + "connection termination", Reset + "remote reset", "no healthy upstream"];

    [Fact]
    public async Task OneUnderLoadFailsNoRequestAndComesBackOnItsPort()
    {
        var victim = (await system.ReplicasOfAsync("ping-svc"))[0];
        await using var load = new ClosedLoopLoad(new Uri(system.Edge, "/ping"), connections: 64);
        await load.HasServedAsync(2_000);

        Signals.Send(victim.Snapshot.ProcessId!.Value, Signals.Kill);
        var watch = Stopwatch.StartNew();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var back = await system.App.ResourceNotifications.WaitForResourceAsync(
            victim.ResourceId,
            change => change.Snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy && change.Snapshot.ProcessId != victim.Snapshot.ProcessId,
            limit.Token);
        var backAfter = watch.Elapsed;
        await load.HasServedAsync(2_000);

        Assert.Empty(await load.StopAsync());
        Assert.Equal(victim.Snapshot.Urls, back.Snapshot.Urls);
        Assert.Equal(1, back.Snapshot.Restarts);
        Assert.Equal(137, back.Snapshot.ExitCode);
        Assert.InRange(backAfter, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task AllOfThemGiveTheDocumentedAnswerUntilTheyAreBack()
    {
        using var client = system.App.CreateHttpClient("edge-proxy", "http");
        var path = new Uri("/pong", UriKind.Relative);
        foreach (var replica in await system.ReplicasOfAsync("pong-svc"))
            Signals.Send(replica.Snapshot.ProcessId!.Value, Signals.Kill);

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Contains(body, Documented);
        await Eventually.HoldsAsync("an answer of a new replica", async () => (await client.GetAsync(path)).IsSuccessStatusCode);
    }
}
