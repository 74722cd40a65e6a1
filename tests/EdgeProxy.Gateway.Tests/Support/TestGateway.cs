using System.Net;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>The real gateway on ports of its own: the seed's settings, then the test's.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(WebApplication app)
    {
        _app = app;
        var listeners = app.Services.GetRequiredService<ListenerStore>();
        Address = new Uri($"http://{listeners.Edge.First()}");
        Admin = new Uri($"http://{listeners.Admin}");
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        AdminClient = new HttpClient { BaseAddress = Admin };
    }

    public Uri Address { get; }

    public Uri Admin { get; }

    public HttpClient Client { get; }

    public HttpClient AdminClient { get; }

    public IServiceProvider Services => _app.Services;

    public IEnumerable<IPEndPoint> Listeners => _app.Services.GetRequiredService<ListenerStore>().Edge;

    internal ClusterStore Clusters => _app.Services.GetRequiredService<ClusterStore>();

    /// <summary>Starts one with settings as <c>Key=value</c>.</summary>
    public static Task<TestGateway> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <summary>Starts one with settings as <c>Key=value</c> and more done to its builder.</summary>
    public static Task<TestGateway> StartAsync(Action<WebApplicationBuilder> configure, params string[] settings) =>
        StartAsync(configure, (_, _) => Task.CompletedTask, settings);

    /// <summary>The same, with <paramref name="at"/> run at each point of the start.</summary>
    public static async Task<TestGateway> StartAsync(
        Action<WebApplicationBuilder> configure, Func<StartPoint, IConfiguration, Task> at, params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = TestSettings.Folder });
        var all = new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["EDGE_ADMIN_PORT"] = "0", ["Edge:Drain:Time"] = "0s" };
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
            all[setting[0]] = setting[1];
        builder.Configuration.AddInMemoryCollection(all);
        builder.Logging.ClearProviders();
        configure(builder);
        builder.Services.AddHostedService(_ => new StartObserver(point => at(point, builder.Configuration)));
        await at(StartPoint.BeforeRead, builder.Configuration);
        builder.AddGateway();
        await at(StartPoint.AfterRead, builder.Configuration);
        var app = builder.Build();
        await at(StartPoint.Built, builder.Configuration);
        app.UseGateway();
        await at(StartPoint.InUse, builder.Configuration);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await at(StartPoint.Returned, builder.Configuration);
        return new TestGateway(app);
    }

    public Task<string> GetAdminAsync(string path) => AdminClient.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The number of a statistic.</summary>
    public async Task<long> StatAsync(string name)
    {
        var text = await GetAdminAsync("/stats");
        var line = text.Split('\n').Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 2)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        AdminClient.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class StartObserver(Func<StartPoint, Task> at) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => at(StartPoint.ServicesStarting);

        public Task StartAsync(CancellationToken cancellationToken) => at(StartPoint.FirstService);

        public Task StartedAsync(CancellationToken cancellationToken) => at(StartPoint.ServicesStarted);

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
