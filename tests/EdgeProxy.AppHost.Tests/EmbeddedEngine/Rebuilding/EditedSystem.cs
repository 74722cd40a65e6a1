using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Commands;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Rebuilding;
using EdgeProxy.Hosting.Running;
using EdgeProxy.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Rebuilding;

/// <summary>The repository's AppHost with another project as <c>ping-svc</c>, which the tests of a class change.</summary>
public sealed class EditedSystem : IAsyncLifetime
{
    private DistributedApplication? _app;
    private EditedProject? _project;

    internal EditedProject Project => _project ?? throw new InvalidOperationException("The system is not started.");

    internal DistributedApplication App => _app ?? throw new InvalidOperationException("The system is not started.");

    internal Uri Ping => new(App.GetEndpoint("edge-proxy", "http"), "/ping");

    public async ValueTask InitializeAsync()
    {
        _project = await EditedProject.CreateAsync("first");
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>(["--Engine:RebuildTimeout=00:00:20"]);
        var ping = builder.Resources.Single(resource => resource.Name == "ping-svc");
        ping.Annotations.Remove(ping.Annotations.OfType<IProjectMetadata>().Single());
        ping.Annotations.Add(_project);
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var name in new[] { "edge-proxy", "ping-svc" })
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        using var client = new HttpClient();
        await Eventually.HoldsAsync("the first answer", async () => (await client.GetAsync(Ping)).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _project?.Dispose();
    }

    /// <summary>Asks as the console and the dashboard do.</summary>
    internal async Task<string?> RebuildAsync() => (await Control().AskAsync("ping-svc", ResourceCommandName.Rebuild)).Fault;

    internal IReadOnlyList<int?> Processes() => [.. Group().Runners.Select(runner => runner.Snapshot.ProcessId)];

    internal string ConsoleLog() => string.Join('\n', Group().Runners
        .SelectMany(runner => App.Services.GetRequiredService<ConsoleLogStore>().For(runner.Name).Last(200)).Select(line => line.Text));

    private ResourceControl Control() => new(Run().Groups, App.Services.GetRequiredService<Rebuilder>());

    private ReplicaGroup Group() => Run().Groups.Single(group => group.Plan.Resource.Name == "ping-svc");

    private RunOperation Run() => App.Services.GetRequiredService<RunOperation>();
}
