using System.Net.Sockets;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>
/// Two gateways take turns at restarting under load. The clients do what a load balancer and a decent HTTP client do: no new connection to
/// an instance whose <c>/ready</c> is not 200, and none kept after <c>connection: close</c> or GOAWAY.
/// </summary>
public sealed class RestartTests : IAsyncLifetime
{
    private const int Enough = 200;
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<GatewayProcess> _ready = [];
    private KestrelBackend _backend = null!;
    private GatewayProcess[] _edges = [];
    private Task _probing = Task.CompletedTask;
    private int _turn;

    public async ValueTask InitializeAsync()
    {
        _backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async context =>
        {
            await Task.Delay(5, context.RequestAborted);
            await context.Response.WriteAsync("ping me ...", context.RequestAborted);
        });
        _edges = [.. Enumerable.Range(0, 2).Select(_ => new GatewayProcess([.. TestSettings.BothOn(_backend.Port), "Edge:Drain:Time=1s"]))];
        await Task.WhenAll(_edges.Select(edge => edge.StartAsync()));
        _ready.UnionWith(_edges);
        _probing = ProbeAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _probing;
        foreach (var edge in _edges)
            await edge.DisposeAsync();
        await _backend.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task NoRequestFails()
    {
        await using var load = new SteadyLoad(new Uri("http://edge.test/ping"), ConnectAsync);
        foreach (var edge in _edges)
        {
            await ServesAsync(edge);
            Assert.Equal(0, await edge.TerminateAsync());
            await edge.StartAsync();
        }

        await ServesAsync(_edges[0]);
        Assert.Empty(await load.StopAsync());
        Assert.True(load.Http1 > Enough && load.Http2 > Enough, $"{load.Http1} over HTTP/1.1, {load.Http2} over HTTP/2");
    }

    /// <summary>It is under load: connections came to it when the other one asked them to go.</summary>
    private static Task ServesAsync(GatewayProcess edge) =>
        Eventually.HoldsAsync($"{Enough} requests", async () => await edge.StatAsync("http.ingress_http.downstream_rq_total") > Enough);

    private async Task ProbeAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                foreach (var edge in _edges)
                {
                    var isReady = await edge.IsReadyAsync();
                    lock (_ready)
                        _ = isReady ? _ready.Add(edge) : _ready.Remove(edge);
                }

                await Task.Delay(ProbeEvery, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        GatewayProcess edge;
        lock (_ready)
            edge = _ready.ElementAt(_turn++ % _ready.Count);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(edge.EndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
