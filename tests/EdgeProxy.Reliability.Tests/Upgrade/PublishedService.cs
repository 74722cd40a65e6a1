using System.Diagnostics;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>Two pods of a published service behind a name of their own, one after the other replaced as its Deployment says.</summary>
/// <param name="dns">Has the name.</param>
/// <param name="program">The project.</param>
/// <param name="name">The Deployment and the Service.</param>
/// <param name="network">Its pods are 127.0.N.1, 127.0.N.2 and so on.</param>
internal sealed class PublishedService(FakeDnsServer dns, string program, string name, int network) : IAsyncDisposable
{
    private const int Pods = 2;
    private readonly PublishedPod _published = PublishedPod.Read(name);
    private readonly List<ServerProcess> _all = [];
    private readonly List<string> _serving = [];
    private readonly int _port = FreePort.Next();

    /// <summary>Where the edge finds it.</summary>
    public string Address => $"http://{HostName}:{_port}";

    private string HostName => $"{name}.default.svc.cluster.local";

    /// <summary>Starts the old pods.</summary>
    public async Task StartAsync()
    {
        Assert.Equal((1, 0), (_published.Surge, _published.Unavailable));
        for (var pod = 0; pod < Pods; pod++)
            await AddAsync();
        Answer();
    }

    /// <summary>Replaces each pod: the new one serves before the old one leaves.</summary>
    public async Task UpdateAsync()
    {
        for (var pod = 0; pod < Pods; pod++)
        {
            await AddAsync();
            _serving.RemoveAt(0);
            Answer();
            await EndAsync(_all[pod]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _all)
            await pod.DisposeAsync();
    }

    private async Task AddAsync()
    {
        var address = $"127.0.{network}.{_all.Count + 1}";
        var pod = ServerProcess.Start(program, address, _port);
        _all.Add(pod);
        await pod.AnswersAsync(new Uri($"http://{address}:{_port}{_published.ReadyPath}"));
        _serving.Add(address);
    }

    private void Answer() => dns.Answer(HostName, [.. _serving]);

    private async Task EndAsync(ServerProcess pod)
    {
        var watch = Stopwatch.StartNew();
        // preStop: the very pause that is published.
        await Task.Delay(_published.Pause, TestContext.Current.CancellationToken);
        pod.Send(Signals.Terminate);
        Assert.Equal(0, await pod.ExitCodeAsync());
        Assert.InRange(watch.Elapsed, _published.Pause, _published.Grace);
    }
}
