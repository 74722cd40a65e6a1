using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>A request body without an end: one message a line, as they come.</summary>
internal sealed class FeedContent : HttpContent
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly FeedSource _source;
    private readonly CancellationToken _cancellationToken;

    public FeedContent(FeedSource source, CancellationToken cancellationToken)
    {
        _source = source;
        _cancellationToken = cancellationToken;
        Headers.ContentType = new MediaTypeHeaderValue(ResourceFeedProtocol.ContentType);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await foreach (var batch in _source.ReadAsync(_cancellationToken))
        {
            foreach (var message in batch)
            {
                await JsonSerializer.SerializeAsync(stream, message, ResourceFeedJson.Default.ResourceFeedMessage, _cancellationToken);
                await stream.WriteAsync(LineEnd, _cancellationToken);
            }

            await stream.FlushAsync(_cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
