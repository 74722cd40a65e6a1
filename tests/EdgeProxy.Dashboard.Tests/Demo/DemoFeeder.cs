using System.Net.Http.Headers;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Dashboard.Tests.ResourceFeed;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>Brings the demo to a dashboard as the programs and the engine would: over OTLP/HTTP and over the resource feed.</summary>
internal sealed class DemoFeeder(Uri otlpHttp, Uri frontend, string feedKey) : IAsyncDisposable
{
    private readonly HttpClient _otlp = new() { BaseAddress = otlpHttp };
    private readonly HttpClient _engine = new() { BaseAddress = frontend, Timeout = Timeout.InfiniteTimeSpan };
    private FeedConnection? _feed;

    /// <summary>The open feed, to send more.</summary>
    public FeedConnection Feed => _feed ?? throw new InvalidOperationException("The resources were not sent yet.");

    public async Task SendAsync(DemoShop shop)
    {
        foreach (var traces in shop.Traces)
            await PostAsync("v1/traces", traces);
        foreach (var logs in shop.Logs)
            await PostAsync("v1/logs", logs);
        foreach (var metrics in shop.Metrics)
            await PostAsync("v1/metrics", metrics);
    }

    public async Task SendResourcesAsync(DateTimeOffset now)
    {
        _engine.DefaultRequestHeaders.Add(ResourceFeedProtocol.ApiKeyHeader, feedKey);
        _feed = FeedConnection.Open(_engine);
        await _feed.SendAsync(DemoResources.Messages(now));
    }

    public async Task PostAsync(string path, IMessage request)
    {
        using var content = new ByteArrayContent(request.ToByteArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await _otlp.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_feed is not null)
            (await _feed.CloseAsync()).Dispose();
        _otlp.Dispose();
        _engine.Dispose();
    }
}
