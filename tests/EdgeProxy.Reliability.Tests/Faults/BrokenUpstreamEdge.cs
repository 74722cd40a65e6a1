using System.Globalization;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>The edge before a <see cref="BrokenUpstream"/>, with a route timeout of a second.</summary>
public sealed class BrokenUpstreamEdge : IAsyncLifetime
{
    public static readonly TimeSpan RouteTimeout = TimeSpan.FromSeconds(1);
    private readonly BrokenUpstream _upstream = new();

    internal EdgeProcess Edge { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Edge = await EdgeProcess.StartAsync(
        [_upstream.Port],
        [.. new[] { "ping", "pong", "default" }.Select(route => $"ReverseProxy:Routes:{route}:Timeout={RouteTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s")]);

    public async ValueTask DisposeAsync()
    {
        await Edge.DisposeAsync();
        await _upstream.DisposeAsync();
    }
}
