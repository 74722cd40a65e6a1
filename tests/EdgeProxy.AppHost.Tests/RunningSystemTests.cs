namespace EdgeProxy.AppHost.Tests;

/// <summary>What a user gets from one command.</summary>
[Collection(RunningSystem.Collection)]
public sealed class RunningSystemTests(RunningSystem system)
{
    private const int Requests = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/ping", "ping me ...")]
    [InlineData("/pong", "pong you ...")]
    [InlineData("/pongfoo", "pong you ...")]
    [InlineData("/", "ping me ...")]
    [InlineData("/anything/else?x=/pong", "ping me ...")]
    public async Task Request_IsRoutedByThePrefixOfItsPath(string path, string body)
    {
        using var client = system.Client();

        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/pong")]
    public async Task Requests_OverOneConnection_SpreadEvenlyOverTheReplicas(string path)
    {
        using var client = system.Client();
        var served = new Dictionary<string, int>();
        for (var request = 0; request < Requests; request++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            var instance = Assert.Single(answer.Headers.GetValues("x-served-by"));
            served[instance] = served.GetValueOrDefault(instance) + 1;
        }

        Assert.Equal(2, served.Count);
        Assert.All(served.Values, count => Assert.InRange(count, (Requests / 2) - 1, (Requests / 2) + 1));
    }

    [Fact]
    public async Task Health_OfTheEdge_IsOnItsAdminPortAlone()
    {
        using var traffic = system.Client();
        using var admin = system.Client("admin");

        Assert.Equal("ping me ...", await traffic.GetStringAsync(new Uri("/ready", UriKind.Relative), Cancellation));
        Assert.StartsWith("LIVE", await admin.GetStringAsync(new Uri("/ready", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ping-svc", 2)]
    [InlineData("pong-svc", 2)]
    [InlineData(RunningSystem.Edge, 1)]
    public void Resource_HasItsReplicas(string resource, int replicas) => Assert.Equal(replicas, system.Application.ReplicasOf(resource).Count(replica => replica.IsHealthy));

    [Fact]
    public async Task Commands_OfTheEdge_FailAndRestoreItsHealthCheck()
    {
        using var admin = system.Client("admin");
        var edge = system.Application.ReplicasOf(RunningSystem.Edge).Single();
        try
        {
            var failed = await system.Application.ExecuteAsync(edge.Id, "healthcheck-fail");

            Assert.True(failed.Success, failed.Message);
            Assert.Equal(503, (int)(await admin.GetAsync(new Uri("/ready", UriKind.Relative), Cancellation)).StatusCode);
        }
        finally
        {
            Assert.True((await system.Application.ExecuteAsync(edge.Id, "healthcheck-ok")).Success);
        }

        Assert.Equal(200, (int)(await admin.GetAsync(new Uri("/ready", UriKind.Relative), Cancellation)).StatusCode);
    }
}
