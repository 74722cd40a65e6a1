using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>A cluster whose names are never answered.</summary>
public sealed class WarmingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterStore _clusters;
    private readonly AccessLogSinks _sinks;
    private readonly GatewayStore _store;

    public WarmingTests()
    {
        _clusters = new ClusterStore(new SilentResolver(), new DiscoveredServiceNames(new ConfigurationManager()), _time, NullLogger<ClusterStore>.Instance);
        _sinks = new AccessLogSinks(_time, NullLogger<AccessLogSink>.Instance);
        _store = new GatewayStore(_clusters, _sinks, new FilterEnvironment(new FilterStats(), () => false), new HttpStatsStore(), _time, NullLogger<GatewayStore>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        await _sinks.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task Start_EndsAfter30Seconds()
    {
        _store.Start(With("silent"));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(_store.Initialized.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _store.Initialized.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Reload_IsAppliedAfter30Seconds()
    {
        _store.Start(new GatewayConfig());
        var change = _store.ReplaceAsync(With("silent"), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(change.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await change.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.NotNull(_clusters.Find("silent"));
    }

    private static GatewayConfig With(string cluster) => new()
    {
        Clusters = [new ClusterConfig { Name = cluster, Endpoints = [new EndpointConfig("silent.test", 8080)] }],
    };

    private sealed class SilentResolver : INameResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsLookupFamily family, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return DnsAnswer.Empty;
        }
    }
}
