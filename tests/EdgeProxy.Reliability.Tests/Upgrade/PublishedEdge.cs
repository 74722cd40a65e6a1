using System.Diagnostics;
using System.Net;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>The edge by its published Deployment, behind its Service.</summary>
/// <param name="settings">Where its backends are, as <c>Key=value</c>: what discovery says in a cluster.</param>
internal sealed class PublishedEdge(params string[] settings) : IAsyncDisposable
{
    /// <summary>
    /// From the end of a pod until nobody sends new connections to it: the endpoints controller, and kube-proxy, which syncs once a second by default. The published
    /// pause before SIGTERM is longer.
    /// </summary>
    private static readonly TimeSpan Propagation = TimeSpan.FromSeconds(2);
    private readonly PublishedPod _published = PublishedPod.Read("edge-proxy");
    private readonly HttpClient _kubelet = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ServiceRelay _service = new();
    private readonly List<(ServerProcess Process, Uri Admin)> _pods = [];

    /// <summary>The Service.</summary>
    public Uri Address => _service.Address;

    public async Task StartAsync()
    {
        Assert.Equal((1, 0), (_published.Surge, _published.Unavailable));
        await AddAsync();
        _service.Route(_pods[0].Process.Port);
    }

    /// <summary>Replaces the pod: the new one is ready before the old one is stopped.</summary>
    public async Task UpdateAsync()
    {
        var old = _pods[^1];
        await AddAsync();
        _service.Route(old.Process.Port, _pods[^1].Process.Port);
        var ending = EndAsync(old.Process);
        await Task.Delay(Propagation, TestContext.Current.CancellationToken);
        // It serves on during the pause, and no probe may kill it for that.
        Assert.True(_published.Pause > Propagation);
        Assert.Equal(HttpStatusCode.OK, await ProbeAsync(old.Admin, _published.ReadyPath));
        Assert.Equal(HttpStatusCode.OK, await ProbeAsync(old.Admin, _published.LivePath));
        _service.Route(_pods[^1].Process.Port);
        await Eventually.HoldsAsync("the old pod fails its readiness after SIGTERM", async () => await ProbeAsync(old.Admin, _published.ReadyPath) == HttpStatusCode.ServiceUnavailable);
        await ending;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        foreach (var (process, _) in _pods)
            await process.DisposeAsync();
        _kubelet.Dispose();
    }

    private async Task AddAsync()
    {
        var admin = FreePort.Next();
        var process = ServerProcess.Start("EdgeProxy.Gateway", FreePort.Next(), [$"EDGE_ADMIN_PORT={admin}", .. _published.Settings, .. settings]);
        _pods.Add((process, new Uri($"http://127.0.0.1:{admin}")));
        await process.AnswersAsync(new Uri(_pods[^1].Admin, _published.ReadyPath));
    }

    private async Task EndAsync(ServerProcess pod)
    {
        var watch = Stopwatch.StartNew();
        await Task.Delay(_published.Pause, TestContext.Current.CancellationToken);
        pod.Send(Signals.Terminate);
        Assert.Equal(0, await pod.ExitCodeAsync());
        Assert.InRange(watch.Elapsed, Propagation, _published.Grace);
    }

    private async Task<HttpStatusCode> ProbeAsync(Uri admin, string path)
    {
        using var answer = await _kubelet.GetAsync(new Uri(admin, path), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
