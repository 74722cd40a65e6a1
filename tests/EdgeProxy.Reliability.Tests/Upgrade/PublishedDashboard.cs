using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>The dashboard in the cluster: one pod that is ready as soon as it takes telemetry, behind a Service of its OTLP port.</summary>
internal sealed class PublishedDashboard : IAsyncDisposable
{
    private const string Token = "upgrade-upgrade-upgrade";
    private readonly ServiceRelay _service = new();
    private readonly List<ServerProcess> _pods = [];

    /// <summary>Where telemetry goes.</summary>
    public Uri Otlp => _service.Address;

    /// <summary>Starts a pod, and ends the one before it.</summary>
    public async Task UpdateAsync()
    {
        var otlp = FreePort.Next();
        var pod = ServerProcess.Start(
            "EdgeProxy.Dashboard", FreePort.Next(),
            $"ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:{otlp}", $"Dashboard:Frontend:BrowserToken={Token}", "Dashboard:Otlp:AuthMode=Unsecured");
        _pods.Add(pod);
        await pod.AnswersAsync(new Uri($"http://127.0.0.1:{pod.Port}/login"));
        _service.Route(otlp);
        if (_pods.Count == 1)
            return;
        _pods[^2].Send(Signals.Terminate);
        Assert.Equal(0, await _pods[^2].ExitCodeAsync());
    }

    /// <summary>Waits until the newest pod has traces.</summary>
    public async Task HasTracesAsync()
    {
        using var visitor = await DashboardVisitor.LogInAsync(new Uri($"http://127.0.0.1:{_pods[^1].Port}/login?t={Token}"));
        await Eventually.HoldsAsync("traces at the dashboard", async () => (await visitor.ServicesOfTracesWithAsync("/ping")).Count > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        foreach (var pod in _pods)
            await pod.DisposeAsync();
    }
}
