using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>A gateway that serves an Envoy file, before two recording backends: cluster <c>a</c> is ping, cluster <c>b</c> is pong.</summary>
public sealed class EnvoyGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _file;
    private readonly ListenerStore _listeners;

    private EnvoyGateway(WebApplication app, string file, BackendPair backends)
    {
        _app = app;
        _file = file;
        Backends = backends;
        _listeners = app.Services.GetRequiredService<ListenerStore>();
        Target = TargetOf(_listeners.Listeners.First().Name);
    }

    public BackendPair Backends { get; }

    public ConformanceTarget Target { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Admin => new($"http://{_listeners.Admin}");

    /// <summary>The address of a listener.</summary>
    public IPEndPoint AddressOf(string listener) => _listeners.Listeners.Single(open => open.Name == listener).Address;

    public ConformanceTarget TargetOf(string listener) => new() { Address = new Uri($"http://{AddressOf(listener)}"), Backends = Backends };

    /// <summary>Writes the file anew, as a whole.</summary>
    /// <param name="write">Gives the file's text for the two backends' ports.</param>
    public async Task RewriteAsync(Func<int, int, string> write)
    {
        await File.WriteAllTextAsync(_file + ".new", write(Backends.Ping.Port, Backends.Pong.Port));
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>Starts one.</summary>
    /// <param name="write">Gives the file's text for the two backends' ports.</param>
    public static async Task<EnvoyGateway> StartAsync(Func<int, int, string> write)
    {
        var backends = await BackendPair.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, write(backends.Ping.Port, backends.Pong.Port));
        var builder = WebApplication.CreateSlimBuilder(["--envoy-config", file, "--Edge:Admin:Port", "0", "--Edge:Admin:Address", "127.0.0.1"]);
        builder.Logging.ClearProviders();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        await app.StartAsync();
        return new EnvoyGateway(app, file, backends);
    }

    /// <summary>Starts one with a file whose clusters <c>a</c> and <c>b</c> have the ports 1 and 2.</summary>
    public static Task<EnvoyGateway> StartWithAsync(string file) => StartAsync((a, b) => file
        .Replace("port_value: 1 ", $"port_value: {a} ", StringComparison.Ordinal)
        .Replace("port_value: 2 ", $"port_value: {b} ", StringComparison.Ordinal));

    /// <summary>Sends a command to the admin port.</summary>
    public async Task PostAdminAsync(string path)
    {
        using var client = new HttpClient();
        var admin = _app.Services.GetRequiredService<ListenerStore>().Admin;
        using var response = await client.PostAsync(new Uri($"http://{admin}{path}"), content: null, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The number of a statistic; 0 for one that is not there.</summary>
    public long Stat(string name) =>
        _app.Services.GetRequiredService<StatsCatalog>().All().SingleOrDefault(stat => stat.Name == name)?.Value ?? 0;

    /// <summary>Starts one with a file made of routes, each a line of a YAML list.</summary>
    public static Task<EnvoyGateway> StartAsync(params string[] routes) => StartAsync((a, b) => EnvoyFile.WithRoutes(routes)
        .Replace("port_value: 1 ", $"port_value: {a} ", StringComparison.Ordinal)
        .Replace("port_value: 2 ", $"port_value: {b} ", StringComparison.Ordinal));

    /// <summary>Sends a request over a socket of its own.</summary>
    public Task<Observation> SendAsync(RawRequest request) => SendAsync(request, Target);

    /// <summary>Sends a request to a listener over a socket of its own.</summary>
    public Task<Observation> SendAsync(string listener, RawRequest request) => SendAsync(request, TargetOf(listener));

    private async Task<Observation> SendAsync(RawRequest request, ConformanceTarget target)
    {
        var id = Guid.NewGuid().ToString("N");
        var seen = await Exchange.Raw(request)(target, id, TestContext.Current.CancellationToken);
        return seen with { Upstream = Backends.Seen(id) };
    }

    public Task<Observation> GetAsync(string target, params string[] headers) => SendAsync(RawRequest.Get(target, headers));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Backends.DisposeAsync();
        File.Delete(_file);
    }
}
