using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A gRPC body with its trailers as the last frame, and in the text form as base64: each part is encoded by itself, as soon as it is there.</summary>
/// <param name="inner">The service's body.</param>
/// <param name="response">Its answer, which has the trailers once the body has ended.</param>
/// <param name="isText">The body goes out as base64.</param>
internal sealed class GrpcWebBody(Stream inner, HttpResponseMessage response, bool isText) : AsyncStream
{
    private const byte TrailerFrame = 0x80;
    private const int PartSize = 12 * 1024;
    private readonly byte[] _part = isText ? new byte[PartSize] : [];
    private ReadOnlyMemory<byte> _ready;
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ready.IsEmpty && !_hasEnded)
        {
            // In the binary form the bytes need no place of their own.
            var count = await inner.ReadAsync(isText && !buffer.IsEmpty ? _part : buffer, cancellationToken);
            if (buffer.IsEmpty)
                return 0;
            if (count > 0 && !isText)
                return count;
            _hasEnded = count == 0;
            _ready = Encode(_hasEnded ? Trailers() : _part.AsSpan(0, count));
        }

        var taken = Math.Min(buffer.Length, _ready.Length);
        _ready[..taken].CopyTo(buffer);
        _ready = _ready[taken..];
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The frame of the trailers: names in lower case, a line each. An answer of headers alone has none.</summary>
    private byte[] Trailers()
    {
        var lines = new StringBuilder();
        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
        {
            foreach (var value in values)
                lines.Append(name.ToLowerInvariant()).Append(':').Append(value).Append("\r\n");
        }

        if (lines.Length == 0)
            return [];
        var text = Encoding.Latin1.GetBytes(lines.ToString());
        var frame = new byte[5 + text.Length];
        frame[0] = TrailerFrame;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), text.Length);
        text.CopyTo(frame, 5);
        return frame;
    }

    private byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        if (!isText)
            return bytes.ToArray();
        var encoded = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, encoded, out _, out var written);
        return encoded[..written];
    }
}
