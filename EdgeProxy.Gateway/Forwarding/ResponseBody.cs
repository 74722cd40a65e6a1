using System.Net;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The upstream's body as the forwarder sees it: read through the stream that the request keeps for all its responses.</summary>
internal sealed class ResponseBody(HttpContent upstream, ResponseStream stream) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    /// <summary>The client library's contents have their stream at hand: nothing waits here.</summary>
    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        stream.Over(upstream.ReadAsStream(cancellationToken));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => upstream.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            upstream.Dispose();
        base.Dispose(disposing);
    }
}
