namespace EdgeProxy.AppHost.Tests;

/// <summary>What a user gets from one command.</summary>
public sealed class TheRunningSystem(RunningSystem system) : IClassFixture<RunningSystem>
{
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

    [Fact]
    public async Task KeepsTheHealthOfTheEdgeOffItsTrafficPort()
    {
        using var traffic = system.App.CreateHttpClient("edge-proxy", "http");
        using var admin = system.App.CreateHttpClient("edge-proxy", "admin");

        Assert.Equal("ping me ...", await traffic.GetStringAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.StartsWith("LIVE", await admin.GetStringAsync(new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
