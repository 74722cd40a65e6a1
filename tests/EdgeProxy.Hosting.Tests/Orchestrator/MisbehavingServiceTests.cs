using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

public sealed partial class MisbehavingServiceTests(ITestOutputHelper output)
{
    /// <summary>Five seconds for services that do not stop, then the orchestrator's own time.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ServicesThatEnd_AreRestartedByTheirPolicy_AndADeafOneDoesNotHoldTheStopUp()
    {
        var builder = await Scenario.BuilderAsync();
        builder.AddService("crashing", "crash-at-start").WithRestartPolicy();
        builder.AddService("one-shot").WithRestartPolicy(new RestartPolicy { RestartOnSuccess = false });
        builder.AddService("plain");
        builder.AddService("deaf", "deaf");
        var application = await RunningApplication.StartAsync(builder);
        var deaf = 0;
        try
        {
            await FinishAsync(application, "one-shot");
            await FinishAsync(application, "plain");
            await BacksOffAsync(application);

            // The policy has answered every end until here.
            Assert.Contains(application.ReplicasOf("one-shot")[0].State, KnownResourceStates.TerminalStates);
            Assert.Contains(application.ReplicasOf("plain")[0].State, KnownResourceStates.TerminalStates);
            deaf = (await application.WaitForAsync("deaf", "running", replicas => replicas is [{ IsRunning: true }]))[0].ProcessId;
        }
        finally
        {
            var watch = Stopwatch.StartNew();
            await application.DisposeAsync();
            output.WriteLine($"Stopped after {watch.Elapsed.TotalSeconds:0.0} s.");
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, StopLimit);
        }

        await Eventually.HoldsAsync("the end of the deaf service", () => !Directory.Exists($"/proc/{deaf}"));
    }

    private static async Task BacksOffAsync(RunningApplication application)
    {
        var replica = (await application.WaitForAsync("crashing", "a replica", replicas => replicas.Count == 1))[0];

        var log = await application.WaitForLogAsync(replica.Id, "It is started again in 4 s.", TimeSpan.FromSeconds(60));

        var restarts = string.Join('\n', log.Where(line => line.Contains("It is started again", StringComparison.Ordinal)));
        Assert.Equal(["now", "in 1 s", "in 2 s", "in 4 s"], Pause().Matches(restarts).Select(match => match.Groups["pause"].Value));
        Assert.Contains("The process ended with exit code", restarts, StringComparison.Ordinal);
    }

    private static async Task FinishAsync(RunningApplication application, string service)
    {
        var replica = (await application.WaitForAsync(service, "running", replicas => replicas is [{ IsRunning: true }]))[0];
        using var client = new HttpClient { BaseAddress = application.AddressOf(service) };
        await Eventually.HoldsAsync($"an answer of {service}", async () => (await client.GetAsync(new Uri("/finish", UriKind.Relative))).IsSuccessStatusCode);

        var ended = await application.WaitForReplicaAsync(replica.Id, "ended", one => KnownResourceStates.TerminalStates.Contains(one.State));

        Assert.Equal(0, ended.ExitCode);
    }

    [GeneratedRegex(@"It is started again (?<pause>now|in \d+ s)\.")]
    private static partial Regex Pause();
}
