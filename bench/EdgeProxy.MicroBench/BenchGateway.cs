using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Lifecycle;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.MicroBench;

/// <summary>The gateway put together as it is shipped but for its sockets: a request is handed to it, and a forwarder without a network answers.</summary>
internal sealed class BenchGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    public BenchGateway(int routes)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var settings = new Dictionary<string, string?>
        {
            ["Edge:AccessLog:Path"] = "/dev/null",
            ["ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address"] = "http://127.0.0.1:1",
            ["ReverseProxy:Clusters:pong-cluster:Destinations:pong-svc:Address"] = "http://127.0.0.1:2",
        };
        for (var route = 0; route < routes; route++)
        {
            settings[$"ReverseProxy:Routes:more-{route}:Order"] = "0";
            settings[$"ReverseProxy:Routes:more-{route}:ClusterId"] = "pong-cluster";
            settings[$"ReverseProxy:Routes:more-{route}:Match:Prefix"] = $"/more/{route}/";
        }

        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddGateway();
        builder.Services.AddSingleton<IHttpForwarder>(Forwarder);
        _app = builder.Build();
        Requests = _app.Services.GetRequiredService<EdgeRequestHandler>();
        Manager = _app.Services.GetRequiredService<GatewayStore>().Current.Managers[0];
        Services = _app.Services.GetRequiredService<ProxiedRequestServices>();
    }

    public AnsweringForwarder Forwarder { get; } = new();

    public EdgeRequestHandler Requests { get; }

    public ConnectionManager Manager { get; }

    public ProxiedRequestServices Services { get; }

    public Task Ready => _app.Services.GetRequiredService<GatewayStore>().Initialized;

    /// <summary>A request as a browser behind another proxy sends it: with a request id.</summary>
    public static DefaultHttpContext Request(string target, DownstreamConnection connection)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(connection);
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Method = HttpMethods.Get;
        context.Request.Protocol = HttpProtocol.Http11;
        context.Request.Headers.Host = "edge:30000";
        context.Request.Headers.UserAgent = "bench";
        context.Request.Headers["x-request-id"] = "7f3c2a1e-58a4-4d6c-9f1e-0a5b8c7d6e5f";
        return context;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
