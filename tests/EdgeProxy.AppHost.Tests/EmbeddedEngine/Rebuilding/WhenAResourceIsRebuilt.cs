using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Rebuilding;

/// <summary>Change a line, see it live: the edge loses no request meanwhile, whatever becomes of the change.</summary>
public sealed class WhenAResourceIsRebuilt(EditedSystem system, ITestOutputHelper output) : IClassFixture<EditedSystem>
{
    [Fact]
    public async Task EveryReplicaGivesTheNewAnswerAndNoRequestFails()
    {
        var before = system.Processes();
        var answer = $"second {Guid.NewGuid():n}";
        await using var load = new ClosedLoopLoad(system.Ping, connections: 16);
        await load.HasServedAsync(500);

        var watch = Stopwatch.StartNew();
        await system.Project.SaveAsync(EditedProject.Answers(answer));
        var rebuilding = system.RebuildAsync();
        await SeesAsync(answer);
        output.WriteLine($"From save to the first new answer: {watch.Elapsed.TotalSeconds:0.0} s.");
        var fault = await rebuilding;
        output.WriteLine($"To the last replica: {watch.Elapsed.TotalSeconds:0.0} s.");
        await load.HasServedAsync(500);

        Assert.Null(fault);
        Assert.Empty(await load.StopAsync());
        Assert.Empty(before.Intersect(system.Processes()));
        Assert.Equal([answer], await AnswersAsync());
        Assert.Contains("is rebuilt and serves", system.ConsoleLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABuildThatFailsLeavesTheReplicasAloneAndShowsTheCompilersErrors()
    {
        var before = system.Processes();
        var answers = await AnswersAsync();
        await system.Project.SaveAsync("this is no program");

        var fault = await system.RebuildAsync();

        Assert.Contains("'ping-svc' was not rebuilt", fault, StringComparison.Ordinal);
        Assert.Contains("The old program runs on.", fault, StringComparison.Ordinal);
        Assert.Contains("Program.cs(1,", system.ConsoleLog(), StringComparison.Ordinal);
        Assert.Contains("error CS", system.ConsoleLog(), StringComparison.Ordinal);
        Assert.Equal(before, system.Processes());
        Assert.Equal(answers, await AnswersAsync());
    }

    [Fact]
    public async Task AProgramThatDoesNotStartGivesWayToThePreviousOneAndNoRequestFails()
    {
        var answers = await AnswersAsync();
        await system.Project.SaveAsync("throw new InvalidOperationException(\"This one does not start.\");");
        await using var load = new ClosedLoopLoad(system.Ping, connections: 16);
        await load.HasServedAsync(500);

        var fault = await system.RebuildAsync();
        await load.HasServedAsync(500);

        Assert.Contains("ended with exit code", fault, StringComparison.Ordinal);
        Assert.Contains("The previous build runs again.", fault, StringComparison.Ordinal);
        Assert.Contains("This one does not start.", system.ConsoleLog(), StringComparison.Ordinal);
        Assert.Empty(await load.StopAsync());
        Assert.Equal(answers, await AnswersAsync());
    }

    private async Task SeesAsync(string answer)
    {
        using var client = new HttpClient();
        await TestKit.Eventually.HoldsAsync("the new answer", async () => await client.GetStringAsync(system.Ping) == answer, TimeSpan.FromSeconds(60));
    }

    /// <summary>The different answers of many requests, which round robin spreads over all replicas.</summary>
    private async Task<IReadOnlyList<string>> AnswersAsync()
    {
        using var client = new HttpClient();
        var answers = new HashSet<string>();
        for (var request = 0; request < 20; request++)
            answers.Add(await client.GetStringAsync(system.Ping));
        return [.. answers];
    }
}
