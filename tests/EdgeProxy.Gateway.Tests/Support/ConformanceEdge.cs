using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>The gateway before the conformance suite's recording backends.</summary>
public sealed class ConformanceEdge : IAsyncLifetime
{
    private TimeSpan _routeTimeout = TimeSpan.FromSeconds(2);
    private TimeSpan _streamIdleTimeout = TimeSpan.FromMinutes(5);
    private readonly string _accessLog = Path.Combine(Path.GetTempPath(), $"edge-access-{Guid.NewGuid():n}.log");
    private TestGateway _gateway = null!;
    private BackendPair _backends = null!;

    public ConformanceTarget Target { get; private set; } = null!;

    /// <summary>One with other timeouts.</summary>
    public static async Task<ConformanceEdge> StartAsync(TimeSpan? streamIdleTimeout = null, TimeSpan? routeTimeout = null)
    {
        var edge = new ConformanceEdge();
        edge._streamIdleTimeout = streamIdleTimeout ?? edge._streamIdleTimeout;
        edge._routeTimeout = routeTimeout ?? edge._routeTimeout;
        await edge.InitializeAsync();
        return edge;
    }

    public async ValueTask InitializeAsync()
    {
        _backends = await BackendPair.StartAsync();
        _gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.Hosts("ping-cluster", _backends.Ping.Port),
            .. TestSettings.Hosts("pong-cluster", _backends.Pong.Port),
            .. new[] { "pong", "ping", "default" }.Select(route => $"ReverseProxy:Routes:{route}:Timeout={_routeTimeout.TotalSeconds}s"),
            "ReverseProxy:Clusters:void:LoadBalancingPolicy=RoundRobin",
            "ReverseProxy:Routes:void:Match:Prefix=/void",
            "ReverseProxy:Routes:void:ClusterId=void",
            $"Edge:Listener:StreamIdleTimeout={_streamIdleTimeout.TotalSeconds}s",
            $"Edge:AccessLog:Path={_accessLog}",
        ]);
        Target = new ConformanceTarget
        {
            Address = _gateway.Address,
            Admin = _gateway.Admin,
            Backends = _backends,
            AccessLog = _accessLog,
            PathWithoutHosts = "/void",
            RouteTimeout = _routeTimeout,
            StreamIdleTimeout = _streamIdleTimeout,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backends.DisposeAsync();
        File.Delete(_accessLog);
    }
}
