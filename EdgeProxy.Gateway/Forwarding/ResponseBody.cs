using System.Net;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The upstream's body as the forwarder sees it: read through <see cref="ResponseStream"/>. Both are kept for all responses of a stream, one
/// after the other.
/// </summary>
internal sealed class ResponseBody(ResponseStream stream) : HttpContent
{
    private HttpContent? _upstream;

    /// <summary>Itself, over the body of the next response. The client library's contents have their stream already: nothing waits here.</summary>
    /// <param name="upstream">The body of the response.</param>
    /// <param name="wrap">What is read instead of its stream; null for the stream itself.</param>
    public ResponseBody Over(HttpContent upstream, Func<Stream, Stream>? wrap = null)
    {
        _upstream = upstream;
        var content = upstream.ReadAsStream();
        stream.Over(wrap is null ? content : wrap(content));
        return this;
    }

    /// <summary>Asked for once: <see cref="HttpContent"/> keeps the answer.</summary>
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(stream);

    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => CreateContentReadStreamAsync();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _upstream!.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

#pragma warning disable CA2215 // A content whose base was disposed of cannot be read again; the base holds nothing.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _upstream?.Dispose();
        _upstream = null;
    }
#pragma warning restore CA2215
}
