using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>What a client gets from an upstream that breaks the rules, and that the next request is served.</summary>
public sealed class BrokenUpstreamTests(BrokenUpstreamEdge system) : IClassFixture<BrokenUpstreamEdge>
{
    // Over what a busy machine may need for one request.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Faults => [.. UpstreamFault.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_ClientGetsTheExpectedAnswer(string fault)
    {
        var expected = UpstreamFault.Find(fault);
        var method = fault.EndsWith("HEAD", StringComparison.Ordinal) ? "HEAD" : "GET";
        var name = $"c{Guid.NewGuid():n}";
        using var connection = await system.Edge.ConnectAsync();
        var request = $"{method} /{fault.Replace(' ', '-')} HTTP/1.1\r\nHost: edge\r\n{EdgeProcess.CaseHeader}: {name}\r\n\r\n";

        var watch = Stopwatch.StartNew();
        await connection.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = await connection.ReadResponseAsync(toHead: method == "HEAD", TestContext.Current.CancellationToken);
        var after = watch.Elapsed;

        Figures.Report($"{fault}: {answer.Status} '{answer.Text}' whole={answer.Complete} after {after.TotalMilliseconds:0} ms, flag {await system.Edge.FlagOfAsync(name)}");
        Assert.Equal(expected.Status, answer.Status);
        // How many bytes a slow upstream sent until the timeout is the clock's matter: a sixth may come in the same moment.
        var body = Regex.Replace(answer.Text, "^a+$", "a...");
        Assert.Equal(expected.Body, (body + (answer.Complete ? "" : " (broken off)")).Trim());
        Assert.Equal(expected.Flag, await system.Edge.FlagOfAsync(name));
        if (expected.EndsAtRouteTimeout)
            Assert.InRange(after, BrokenUpstreamEdge.RouteTimeout * 0.9, BrokenUpstreamEdge.RouteTimeout + Slack);
        else
            Assert.InRange(after, TimeSpan.Zero, BrokenUpstreamEdge.RouteTimeout * 0.9);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_NextRequestsAreServed(string fault)
    {
        using var stop = new CancellationTokenSource(BrokenUpstreamEdge.RouteTimeout * 5);
        var bad = system.Edge.Client.GetAsync($"/{fault.Replace(' ', '-')}", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        // What comes after an answer meets a connection that waits; between two requests nobody could tell it from an answer.
        await Task.Delay(BrokenUpstream.Later * 2, TestContext.Current.CancellationToken);

        for (var request = 0; request < 20; request++)
            Assert.Equal("good", await system.Edge.Client.GetStringAsync("/good", TestContext.Current.CancellationToken));

        await bad.ContinueWith(ended => ended.IsCompletedSuccessfully, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
