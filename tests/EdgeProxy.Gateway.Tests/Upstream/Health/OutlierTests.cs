using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class OutlierTests : IAsyncLifetime
{
    private const string Cluster = "ReverseProxy:Clusters:ping-cluster:";
    private readonly RecordingBackend _a = new("a", "ping me ...");
    private readonly RecordingBackend _b = new("b", "ping me ...");
    private readonly RecordingBackend _c = new("c", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _c.DisposeAsync();
    }

    [Fact]
    public async Task AHostThatFailsInARowIsTakenOutAndComesBack()
    {
        await using var gateway = await StartAsync("MaxEjectionPercent=50", "BaseEjectionTime=200ms");
        await FailAsync(gateway, 6);
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.outlier_detection.ejections_active"));
        await Eventually.HoldsAsync(
            "the host back", async () => await gateway.StatAsync("cluster.ping-cluster.outlier_detection.ejections_active") == 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(66, 1)]
    [InlineData(67, 2)]
    [InlineData(100, 3)]
    public async Task TheShareIsNeverExceeded(int percent, int most)
    {
        await using var gateway = await StartAsync($"MaxEjectionPercent={percent}", "BaseEjectionTime=1h");
        await FailAsync(gateway, 30);
        Assert.Equal(most, await gateway.StatAsync("cluster.ping-cluster.outlier_detection.ejections_active"));
    }

    [Fact]
    public async Task ASuccessBetweenStartsTheCountAnew()
    {
        await using var gateway = await StartAsync("MaxEjectionPercent=100", "BaseEjectionTime=1h");
        for (var round = 0; round < 5; round++)
        {
            await FailAsync(gateway, 3);
            for (var i = 0; i < 3; i++)
                (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Equal(0, await gateway.StatAsync("cluster.ping-cluster.outlier_detection.ejections_enforced_total"));
    }

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_a.Port, _b.Port, _c.Port), $"{Cluster}OutlierDetection:Consecutive5xx=2", $"{Cluster}OutlierDetection:Interval=50ms",
        $"{Cluster}HealthyPanicThreshold=0",
        .. settings.Select(setting => $"{Cluster}OutlierDetection:{setting}"),
    ]);

    private static async Task FailAsync(TestGateway gateway, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "status=500" } } };
            (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }
    }
}
