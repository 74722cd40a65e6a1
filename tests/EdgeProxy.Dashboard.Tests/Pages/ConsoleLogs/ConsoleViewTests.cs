using EdgeProxy.Dashboard.Pages.ConsoleLogs;
using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Tests.Demo;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Tests.Pages.ConsoleLogs;

public sealed class ConsoleViewTests
{
    private readonly ResourceStore _resources = new();
    private readonly ConsoleLogStore _console = new(Options.Create(new ResourceFeedOptions()));

    public ConsoleViewTests()
    {
        var receiver = new ResourceFeedReceiver(_resources, _console, new ResourceCommands(TimeProvider.System));
        foreach (var message in DemoResources.Messages(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero)))
            receiver.Receive(message);
    }

    [Fact]
    public void MergesReplicasByTimeEachInAColourOfItsOwn()
    {
        var entries = ConsoleView.Read(_resources.Current, _console, "ping-svc", null);

        Assert.Equal(2, entries.Select(entry => entry.Color).Distinct().Count());
        Assert.Equal(entries.Select(entry => entry.Line.Time).Order(), entries.Select(entry => entry.Line.Time));
    }

    [Fact]
    public void ShowsOneReplicaAlone() =>
        Assert.All(ConsoleView.Read(_resources.Current, _console, "ping-svc-f9c4rk1e", null), entry => Assert.Equal("ping-svc f9c4rk1e", entry.Title));

    [Fact]
    public void AResourceStandsForItsOnlyReplica()
    {
        var name = ConsoleView.Writers(_resources.Current, _console, "worker");

        Assert.Equal(["worker-h2kq9szd"], name);
    }

    [Fact]
    public void FindsText() => Assert.NotEmpty(ConsoleView.Read(_resources.Current, _console, null, "CONNECTION REFUSED"));

    [Fact]
    public void ShowsTheEnginesOwnLog() =>
        Assert.Contains(ConsoleView.Read(_resources.Current, _console, "apphost", null), entry => entry.Line.Text.StartsWith("Distributed application started", StringComparison.Ordinal));

    [Fact]
    public void AChoiceAndItsNameBelongTogether()
    {
        foreach (var choice in ConsoleView.Choices(_resources.Current))
            Assert.Equal(choice, ConsoleView.ChoiceOf(_resources.Current, ConsoleView.NameOf(choice)));
        Assert.Contains(new ResourceChoice("ping-svc", "b7hw3ztd"), ConsoleView.Choices(_resources.Current));
    }
}
