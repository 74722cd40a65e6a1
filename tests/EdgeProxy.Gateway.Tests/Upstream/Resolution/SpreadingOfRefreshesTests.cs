using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProxy.Gateway.Tests.Upstream;

/// <summary>Two thousand clusters do not ask all at once: their refreshes lie evenly over the interval, and stay so.</summary>
public sealed class SpreadingOfRefreshesTests
{
    private const int Clusters = 2000;
    private const int Steps = 20;

    [Fact]
    public async Task EveryPartOfTheIntervalHasItsShare()
    {
        var names = new CountingResolver();
        var time = new CountingTime();
        await using var store = new ClusterStore(names, new DiscoveredServiceNames(new ConfigurationManager()), time, NullLogger<ClusterStore>.Instance);
        ClusterConfig[] configs = [.. Enumerable.Range(0, Clusters).Select(Cluster)];
        var prepared = store.Prepare(configs);
        store.Commit(prepared, configs);
        await Task.WhenAll(prepared.Values.Select(resolver => resolver.FirstAnswer));
        Assert.Equal(Clusters, names.Asked);
        for (var step = 1; step <= 2 * Steps; step++)
        {
            // Every loop has to be at its pause before the clock moves on.
            var pauses = names.Asked;
            await Eventually.HoldsAsync($"{pauses} pauses", () => time.Pauses == pauses);
            time.Advance(new ClusterConfig { Name = "" }.DnsRefreshRate / Steps);
            var asked = Clusters + (step * Clusters / Steps);
            await Eventually.HoldsAsync($"{asked} questions after step {step}", () => names.Asked == asked);
        }
    }

    private static ClusterConfig Cluster(int number) => new()
    {
        Name = $"c{number}",
        Endpoints = [new EndpointConfig($"c{number}.test", 8080)],
    };

    /// <summary>A clock that is moved, and counts the pauses that were begun: one after each question.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private int _pauses;

        public int Pauses => Volatile.Read(ref _pauses);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _pauses);
            return timer;
        }
    }

    private sealed class CountingResolver : INameResolver
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsLookupFamily family, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return new ValueTask<DnsAnswer>(new DnsAnswer(null, [IPAddress.Loopback]));
        }
    }
}
