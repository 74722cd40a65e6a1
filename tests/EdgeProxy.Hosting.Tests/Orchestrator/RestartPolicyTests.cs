using System.Diagnostics;
using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

[Collection(RunningSystem.Collection)]
public sealed class RestartPolicyTests(RunningSystem system, ITestOutputHelper output)
{
    /// <summary>Three seconds are usual; the rest is for a busy machine.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task OneReplicaIsKilledUnderLoad_NoRequestFailsAndItIsBack()
    {
        var victim = system.Application.ReplicasOf(Scenario.Ping)[0];
        var killed = victim.ProcessId;
        await using var load = new ClosedLoopLoad(system.Ping, connections: 64);
        await load.HasServedAsync(1_000);

        Signals.Send(killed, Signals.Kill);
        var watch = Stopwatch.StartNew();
        var back = await IsBackAsync(victim);
        await GetsTrafficAsync(system.Ping, back);
        var backAfter = watch.Elapsed;
        await load.HasServedAsync(1_000);
        var failures = await load.StopAsync();
        output.WriteLine($"It answered requests again {backAfter.TotalSeconds:0.0} s after the kill; {load.Served} requests were served meanwhile.");

        Assert.Empty(failures);
        Assert.InRange(backAfter, TimeSpan.Zero, BackWithin);
        await system.Application.WaitForLogAsync(victim.Id, "The process ended");
    }

    [Fact]
    public async Task AllReplicasOfAServiceAreKilled_RequestsGet503AtOnceUntilTheyAreBack()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var watch = Stopwatch.StartNew();
        foreach (var replica in system.Application.ReplicasOf(Scenario.Pong))
            Signals.Send(replica.ProcessId, Signals.Kill);

        var killed = watch.Elapsed;
        using var answer = await client.GetAsync(system.Pong, TestContext.Current.CancellationToken);
        var waited = watch.Elapsed - killed;
        await system.RecoversAsync(Scenario.Pong, system.Pong);
        output.WriteLine($"The first answer, {(int)answer.StatusCode}, took {waited.TotalSeconds:0.00} s; both replicas answered after {watch.Elapsed.TotalSeconds:0.0} s.");

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.InRange(waited, TimeSpan.Zero, AtOnce);
    }

    [Fact]
    public async Task TheEdgeIsKilled_IsBackOnItsPort()
    {
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });
        var killed = system.Edge.ProcessId;

        Signals.Send(killed, Signals.Kill);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("an answer of a new edge", async () =>
        {
            try
            {
                return (await client.GetAsync(system.Ping)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        output.WriteLine($"The edge served again {watch.Elapsed.TotalSeconds:0.0} s after the kill.");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, BackWithin);
        await system.Application.WaitForAsync(Scenario.Edge, "healthy", replicas => replicas.Single() is { IsHealthy: true } edge && edge.ProcessId != killed);
    }

    /// <summary>The policy sees the stop before the crash that it answers.</summary>
    [Fact]
    public async Task AReplicaThatAPersonStopped_StaysStopped()
    {
        var replicas = system.Application.ReplicasOf(Scenario.Ping);
        var (stopped, crashed) = (replicas[0], replicas[1]);

        Assert.True((await system.Application.ExecuteAsync(stopped.Id, KnownResourceCommands.StopCommand)).Success);
        await system.Application.WaitForReplicaAsync(stopped.Id, "stopped", replica => KnownResourceStates.TerminalStates.Contains(replica.State));
        await system.HasHostsAsync(Scenario.Ping, 1);
        Signals.Send(crashed.ProcessId, Signals.Kill);
        await IsBackAsync(crashed);

        Assert.Contains(system.Application.ReplicasOf(Scenario.Ping).Single(replica => replica.Id == stopped.Id).State, KnownResourceStates.TerminalStates);
        Assert.True((await system.Application.ExecuteAsync(stopped.Id, KnownResourceCommands.StartCommand)).Success);
        await system.RecoversAsync(Scenario.Ping, system.Ping);
    }

    private async Task<Replica> IsBackAsync(Replica replica)
    {
        var ended = replica.ProcessId;
        return await system.Application.WaitForReplicaAsync(replica.Id, "running again", one => one.IsRunning && one.ProcessId != ended);
    }

    private static Task GetsTrafficAsync(Uri target, Replica replica) =>
        Eventually.HoldsAsync($"answers of {replica.Id}", async () => (await RunningSystem.SpreadAsync(target, 10, 1)).ContainsKey(replica.ProcessId));
}
