using System.Diagnostics;
using System.Globalization;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>No child outlives the AppHost, however it ends.</summary>
public sealed class WhenTheAppHostEnds
{
    private const string Scenarios = "tests/EdgeProxy.Scenarios.AppHost";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task SigtermStopsEverythingInGoodOrder()
    {
        await using var appHost = await StartAsync("serve");

        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Contains("Exited, exit code 0", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task ADeafServiceIsKilledAfterTheStopTimeout()
    {
        await using var appHost = await StartAsync("deaf", "--Engine:StopTimeout=00:00:01");

        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Contains("Exited, exit code 137", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task ASecondSignalKillsAtOnce()
    {
        await using var appHost = await StartAsync("deaf", "--Engine:StopTimeout=00:10:00");

        Signals.Send(appHost.Id, Signals.Terminate);
        await appHost.SeesLineAsync("Distributed application stopping.");
        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Empty(appHost.Alive);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("deaf")]
    [InlineData("parent")]
    public async Task KilledItTakesEveryProcessAlong(string behaviour)
    {
        await using var appHost = await StartAsync(behaviour);

        Signals.Send(appHost.Id, Signals.Kill);

        await Eventually.HoldsAsync("the end of every process", () => appHost.Alive.Count == 0, Soon);
    }

    [Fact]
    public async Task KilledDotnetRunTakesEveryProcessAlong()
    {
        await using var run = AppHostProcess.StartByDotnetRun(Scenarios, "--isolated", "--Scenario:Name=serve");
        await run.SeesLineAsync("Distributed application started.");

        Signals.Send(run.Id, Signals.Kill);

        await Eventually.HoldsAsync("the end of every process", () => run.Alive.Count == 0, Soon);
    }

    [Fact]
    public async Task CtrlCReachesTheAppHostAlone()
    {
        await using var appHost = await StartAsync("serve");

        var sessions = appHost.Alive.Where(id => id != appHost.Id).Select(id => SessionOf(id)).ToList();

        Assert.DoesNotContain(SessionOf(Environment.ProcessId), sessions);
    }

    private static async Task<AppHostProcess> StartAsync(string behaviour, params string[] args)
    {
        var appHost = AppHostProcess.Start(Scenarios, ["--isolated", $"--Scenario:Name={behaviour}", .. args]);

        // Not "started" alone: a service that has not come to its own signal handler yet dies of the first SIGTERM.
        await appHost.SeesLineAsync("Everything is healthy");
        return appHost;
    }

    private static int SessionOf(int processId)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "sid=", "-p", $"{processId}"]) { RedirectStandardOutput = true })!;
        return int.Parse(ps.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
