namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>Discovery names every replica, so that each request can go to another one.</summary>
public sealed class TheEdge(RunningSystem system) : IClassFixture<RunningSystem>
{
    private const int Requests = 1_000;

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
}
