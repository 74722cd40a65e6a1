using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class SpreadingTests : IAsyncLifetime
{
    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task RequestsOneAfterTheOtherGoToEachHostInTurn()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_a.Port, _b.Port));
        await SendAsync(gateway, 1000);
        Assert.InRange(_a.All.Count, 499, 501);
        Assert.Equal(1000, _a.All.Count + _b.All.Count);
    }

    [Fact]
    public async Task AWeightIsAShare()
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_a.Port, _b.Port), "ReverseProxy:Clusters:ping-cluster:Destinations:h1:Weight=3"]);
        await SendAsync(gateway, 100);
        Assert.Equal((25, 75), (_a.All.Count, _b.All.Count));
    }

    [Theory]
    [InlineData("Random")]
    [InlineData("LeastRequests")]
    [InlineData("PowerOfTwoChoices")]
    public async Task EveryHostGetsSome(string policy)
    {
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(_a.Port, _b.Port), $"ReverseProxy:Clusters:ping-cluster:LoadBalancingPolicy={policy}"]);
        await SendAsync(gateway, 100);
        Assert.InRange(_a.All.Count, 10, 90);
    }

    [Fact]
    public async Task TheSameHashGoesToTheSameHost()
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_a.Port, _b.Port), "ReverseProxy:Clusters:ping-cluster:LoadBalancingPolicy=RingHash",
            "ReverseProxy:Routes:ping:HashPolicies:0:Kind=Header", "ReverseProxy:Routes:ping:HashPolicies:0:Name=x-user",
        ]);
        for (var user = 0; user < 20; user++)
        {
            var before = _a.All.Count;
            await SendAsync(gateway, 3, $"user-{user}");
            Assert.Contains(_a.All.Count - before, new[] { 0, 3 });
        }

        Assert.InRange(_a.All.Count, 3, 57);
    }

    [Fact]
    public async Task DiscoveryOfSeveralReplicasMakesEachAHost()
    {
        await using var gateway = await TestGateway.StartAsync(
            $"services:ping-svc:http:0=http://localhost:{_a.Port}", $"services:ping-svc:http:1=http://localhost:{_b.Port}");
        await SendAsync(gateway, 10);
        Assert.Equal((5, 5), (_a.All.Count, _b.All.Count));
    }

    private static async Task SendAsync(TestGateway gateway, int count, string user = "")
    {
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-user", user } } };
            using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode);
        }
    }
}
