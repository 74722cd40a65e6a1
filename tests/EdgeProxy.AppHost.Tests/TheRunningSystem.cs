namespace EdgeProxy.AppHost.Tests;

/// <summary>What a user gets from one command.</summary>
public sealed class TheRunningSystem(RunningSystem system) : IClassFixture<RunningSystem>
{
    private const int Requests = 1_000;

    [Theory]
    [InlineData("/ping", "ping me ...")]
    [InlineData("/pong", "pong you ...")]
    [InlineData("/pongfoo", "pong you ...")]
    [InlineData("/", "ping me ...")]
    [InlineData("/anything/else?x=/pong", "ping me ...")]
    public async Task AnswersByThePrefixOfThePath(string path, string body)
    {
        using var client = system.App.CreateHttpClient("edge-proxy", "http");

        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/pong")]
    public async Task SpreadsRequestsOverEveryReplica(string path)
    {
        using var client = system.App.CreateHttpClient("edge-proxy", "http");
        var served = new Dictionary<string, int>();
        for (var request = 0; request < Requests; request++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var by = Assert.Single(answer.Headers.GetValues("x-served-by"));
            served[by] = served.GetValueOrDefault(by) + 1;
        }

        Assert.Equal(2, served.Count);
        Assert.All(served.Values, count => Assert.InRange(count, (Requests / 2) - 1, (Requests / 2) + 1));
    }

    [Fact]
    public async Task KeepsTheHealthOfTheEdgeOffItsTrafficPort()
    {
        using var traffic = system.App.CreateHttpClient("edge-proxy", "http");
        using var admin = system.App.CreateHttpClient("edge-proxy", "admin");

        Assert.Equal("ping me ...", await traffic.GetStringAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.StartsWith("LIVE", await admin.GetStringAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
