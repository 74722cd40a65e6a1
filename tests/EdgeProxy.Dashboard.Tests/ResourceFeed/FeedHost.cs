using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Dashboard.Tests.ResourceFeed;

/// <summary>The feed's two ends on a free port, with nothing around them.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    public const string Key = "a-key-of-the-feed-tests";
    private readonly WebApplication _app;

    private FeedHost(WebApplication app) => _app = app;

    public ResourceStore Resources => _app.Services.GetRequiredService<ResourceStore>();

    public ConsoleLogStore Console => _app.Services.GetRequiredService<ConsoleLogStore>();

    public ResourceCommands Commands => _app.Services.GetRequiredService<ResourceCommands>();

    public static async Task<FeedHost> StartAsync(string? key = Key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Dashboard:ResourceFeed:ApiKey", key), new("Dashboard:ResourceFeed:MaxConsoleLines", "100")]);
        builder.AddResourceFeed();
        var app = builder.Build();
        app.MapResourceFeed();
        await app.StartAsync();
        return new FeedHost(app);
    }

    public HttpClient CreateClient(string? key = Key)
    {
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
            client.DefaultRequestHeaders.Add(ResourceFeedProtocol.ApiKeyHeader, key);
        return client;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
