using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings;

public sealed class HardenedProfileTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() =>
        _gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), "Edge:Profile=Hardened"]);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public void HasTheChecklistsValues()
    {
        var config = _gateway.Services.GetRequiredService<GatewayStore>().Current.Config;
        var listener = Assert.Single(config.Listeners);
        var manager = listener.FilterChains[0].ConnectionManager;
        Assert.Equal(
            (10_000, 3600, 300, 300, 100, 65_536, 1_048_576, 32_768),
            (listener.MaxConnections, manager.IdleTimeout.TotalSeconds, manager.StreamIdleTimeout.TotalSeconds,
                manager.RequestTimeout.TotalSeconds, manager.Http2.MaxConcurrentStreams, manager.Http2.InitialStreamWindowSize,
                manager.Http2.InitialConnectionWindowSize, manager.BufferLimitBytes));
        Assert.Equal((50_000, true), (config.MaxConnections, config.ShedsLoadNearMemoryLimit));
        Assert.Equal((AdminAccess.Loopback, true), (config.Admin.Access, config.Admin.IsLoopbackOnly));
    }

    [Fact]
    public async Task ThePathIsNormalizedBeforeItIsMatchedAndSent()
    {
        await SendAsync("/x/../ping//a");
        Assert.StartsWith("GET /ping/a ", _backend.All.Single().RequestLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEscapedSlashIsRedirected()
    {
        var response = await SendAsync("/ping%2Fa");
        Assert.Equal((307, "/ping/a"), (response.Status, response.Headers.Find("location")));
    }

    [Fact]
    public async Task AHeaderWithAnUnderscoreIsRefused() => Assert.Equal(400, (await SendAsync("/ping", "x_a: 1")).Status);

    [Fact]
    public async Task ThePeerIsAppendedToForwardedFor()
    {
        await SendAsync("/ping", "x-forwarded-for: 10.0.0.9");
        Assert.Equal("10.0.0.9,127.0.0.1", _backend.All.Single().Headers.Find("x-forwarded-for"));
    }

    [Fact]
    public async Task AClientsSchemeIsNotBelieved()
    {
        await SendAsync("/ping", "x-forwarded-proto: https");
        Assert.Equal("http", _backend.All.Single().Headers.Find("x-forwarded-proto"));
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.96, false)]
    [InlineData(0.99, true)]
    public void RequestsAreRefusedNearTheMemoryLimit(double pressure, bool isRefusing) =>
        Assert.Equal(isRefusing, new MemoryShedding(TimeProvider.System, () => pressure).IsRefusing());

    private async Task<ObservedResponse> SendAsync(string target, params string[] headers)
    {
        var conformance = new ConformanceTarget { Address = _gateway.Address };
        var seen = await Exchange.Raw(RawRequest.Get(target, headers))(conformance, "hardened", TestContext.Current.CancellationToken);
        return seen.Response;
    }
}
