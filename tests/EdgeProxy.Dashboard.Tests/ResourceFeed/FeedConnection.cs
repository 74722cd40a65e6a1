using System.Net;
using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Tests.ResourceFeed;

/// <summary>The engine's side of the feed: a body that stays open and takes one message after the other.</summary>
internal sealed class FeedConnection : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task<HttpResponseMessage>? _response;

    /// <summary>What the dashboard answered; ends when the feed does.</summary>
    public Task<HttpResponseMessage> Response => _response ?? throw new InvalidOperationException("Not opened.");

    public static FeedConnection Open(HttpClient client)
    {
        var connection = new FeedConnection();
        connection.Headers.ContentType = new(ResourceFeedProtocol.ContentType);
        connection._response = client.PostAsync(ResourceFeedProtocol.FeedPath, connection);
        return connection;
    }

    public async Task SendAsync(params IEnumerable<ResourceFeedMessage> messages)
    {
        var stream = await _stream.Task;
        await _oneAtATime.WaitAsync();
        try
        {
            foreach (var message in messages)
            {
                await JsonSerializer.SerializeAsync(stream, message, ResourceFeedJson.Default.ResourceFeedMessage);
                await stream.WriteAsync("\n"u8.ToArray());
            }

            await stream.FlushAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task<HttpResponseMessage> CloseAsync()
    {
        _closed.TrySetResult();
        return await Response;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // The header goes out with the first bytes.
        await stream.WriteAsync("\n"u8.ToArray());
        await stream.FlushAsync();
        _stream.TrySetResult(stream);
        await _closed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        _oneAtATime.Dispose();
        base.Dispose(disposing);
    }
}
