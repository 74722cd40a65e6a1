using System.Net;
using System.Text;
using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.ResourceFeed;

public sealed class ResourceFeedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ShowsAResourceAsItWasLastTold()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        var feed = FeedConnection.Open(client);

        await feed.SendAsync(new FeedOpened("shop", "run-1"), Resource("ping", "Starting"), Resource("ping", "Running"));

        await Eventually.HoldsAsync("ping runs", () => host.Resources.Current.Resources.TryGetValue("ping", out var ping) && ping.State == "Running");
        Assert.Equal("shop", host.Resources.Current.Application);
        Assert.True(host.Resources.Current.IsConnected);
        Assert.Equal(HttpStatusCode.NoContent, (await feed.CloseAsync()).StatusCode);
        Assert.False(host.Resources.Current.IsConnected);
    }

    [Fact]
    public async Task ForgetsAfterAReconnectWhatWasNotToldAgain()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        var first = FeedConnection.Open(client);
        await first.SendAsync(new FeedOpened("shop", "run-1"), Resource("ping", "Running"), Resource("gone", "Running"), new FeedSynchronized());
        await first.CloseAsync();

        var second = FeedConnection.Open(client);
        await second.SendAsync(new FeedOpened("shop", "run-1"), Resource("ping", "Running"), new FeedSynchronized());
        await second.CloseAsync();

        Assert.Equal(["ping"], host.Resources.Current.Resources.Keys);
    }

    [Fact]
    public async Task KeepsEachConsoleLineOnce()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        for (var connection = 0; connection < 2; connection++)
        {
            var feed = FeedConnection.Open(client);
            await feed.SendAsync(new FeedOpened("shop", "run-1"), new ConsoleLinesWritten("ping", [Line(1), Line(2)]));
            await feed.CloseAsync();
        }

        Assert.Equal([1L, 2L], host.Console.Read("ping").Lines.Select(line => line.N));
    }

    [Fact]
    public async Task KeepsTheNewestConsoleLinesAndCountsTheOthers()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        var feed = FeedConnection.Open(client);
        await feed.SendAsync(new FeedOpened("shop", "run-1"), new ConsoleLinesWritten("ping", [.. Enumerable.Range(1, 130).Select(n => Line(n))]));
        await feed.CloseAsync();

        var log = host.Console.Read("ping");
        Assert.Equal((100, 30L, 31L), (log.Lines.Length, log.Dropped, log.Lines[0].N));
    }

    [Fact]
    public async Task AnotherRunBeginsWithNothing()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        var first = FeedConnection.Open(client);
        await first.SendAsync(new FeedOpened("shop", "run-1"), Resource("ping", "Running"), new ConsoleLinesWritten("ping", [Line(7)]));
        await first.CloseAsync();

        var second = FeedConnection.Open(client);
        await second.SendAsync(new FeedOpened("shop", "run-2"), new ConsoleLinesWritten("ping", [Line(1)]));
        await second.CloseAsync();

        Assert.Empty(host.Resources.Current.Resources);
        Assert.Equal([1L], host.Console.Read("ping").Lines.Select(line => line.N));
    }

    [Fact]
    public async Task CarriesACommandToTheEngineAndItsAnswerBack()
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        var feed = FeedConnection.Open(client);
        using var answer = await client.GetAsync(ResourceFeedProtocol.CommandsPath, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var asked = host.Commands.AskAsync("ping", ResourceCommandName.Restart, TestContext.Current.CancellationToken);
        var command = JsonSerializer.Deserialize((await lines.ReadLineAsync(TestContext.Current.CancellationToken))!, ResourceFeedJson.Default.ResourceCommand)!;
        await feed.SendAsync(new ResourceCommandResult(command.Id, false, "It does not start: port 80 is taken."));

        Assert.Equal(("ping", ResourceCommandName.Restart), (command.Resource, command.Command));
        Assert.Equal("It does not start: port 80 is taken.", (await asked).Message);
        await feed.CloseAsync();
    }

    [Fact]
    public async Task ACommandWithoutAnEngineSaysSo()
    {
        await using var host = await FeedHost.StartAsync();

        var result = await host.Commands.AskAsync("ping", ResourceCommandName.Stop, TestContext.Current.CancellationToken);

        Assert.False(result.Succeeded);
        Assert.Contains("No engine is connected", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another key")]
    public async Task RefusesAWrongKey(string? key)
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient(key);
        using var content = new StringContent("");

        using var answer = await client.PostAsync(ResourceFeedProtocol.FeedPath, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task IsNotThereWithoutAKeyOfItsOwn()
    {
        await using var host = await FeedHost.StartAsync(key: null);
        using var client = host.CreateClient("");

        using var answer = await client.GetAsync(ResourceFeedProtocol.CommandsPath, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"unheard-of"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"resource","resource":{"name":"x"}}""", HttpStatusCode.BadRequest)]
    [InlineData("\n\n", HttpStatusCode.NoContent)]
    public async Task AnswersWhatItCannotRead(string body, HttpStatusCode status)
    {
        await using var host = await FeedHost.StartAsync();
        using var client = host.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, ResourceFeedProtocol.ContentType);

        using var answer = await client.PostAsync(ResourceFeedProtocol.FeedPath, content, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public void TheLineIsTheDocumentedJson()
    {
        var message = new ResourceChanged(new ResourceSnapshot
        {
            Name = "ping-svc-abcdefgh",
            DisplayName = "ping-svc",
            Parent = "ping-svc",
            Type = "Project",
            State = "Running",
            Health = ResourceHealth.Healthy,
            Environment = [new("TOKEN", null, IsSecret: true)],
            Relations = [new(ResourceRelationKind.WaitFor, "db")],
            Commands = [ResourceCommandName.Stop],
        });

        var json = JsonSerializer.Serialize(message, ResourceFeedJson.Default.ResourceFeedMessage);

        Assert.Equal(
            """{"kind":"resource","resource":{"name":"ping-svc-abcdefgh","displayName":"ping-svc","parent":"ping-svc","type":"Project","state":"Running","health":"healthy","healthReports":[],"restarts":0,"urls":[],"environment":[{"name":"TOKEN","isSecret":true}],"properties":[],"relations":[{"kind":"waitFor","resource":"db"}],"commands":["stop"]}}""",
            json);
    }

    private static ResourceChanged Resource(string name, string state) => new(new ResourceSnapshot { Name = name, Type = "Project", State = state });

    private static ConsoleLine Line(long n) => new(n, Noon, ConsoleStream.Stdout, $"line {n}");
}
