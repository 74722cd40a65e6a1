namespace EdgeProxy.Gateway.Upstream;

/// <summary>Reads the body of a response by whatever ends it (RFC 9112, 6.3): nothing, a length, chunks, or the connection.</summary>
internal struct ResponseBodyReader
{
    private readonly Framing _framing;
    private long _left;
    private ResponseChunks _chunks;

    /// <summary>Begins a body.</summary>
    /// <param name="head">The head of its response.</param>
    /// <param name="isToHead">The request was HEAD.</param>
    /// <param name="keepsFrame">Chunks pass as they are.</param>
    public ResponseBodyReader(ResponseHead head, bool isToHead, bool keepsFrame)
    {
        if (head.HasNoBody(isToHead))
        {
            _framing = Framing.Length;
        }
        else if (head.IsChunked)
        {
            _framing = Framing.Chunks;
            _chunks = new ResponseChunks(keepsFrame);
        }
        else if (head.ContentLength >= 0)
        {
            _framing = Framing.Length;
            _left = head.ContentLength;
        }
        else
        {
            _framing = Framing.Connection;
        }
    }

    private enum Framing
    {
        Length,
        Chunks,
        Connection,
    }

    /// <summary>The body is whole, unless only the end of the connection says so.</summary>
    public readonly bool HasEnded => _framing switch
    {
        Framing.Length => _left == 0,
        Framing.Chunks => _chunks.HasEnded,
        _ => false,
    };

    /// <summary>The end of the connection is the end of the body.</summary>
    public readonly bool EndsWithConnection => _framing == Framing.Connection;

    /// <summary>The trailers; null without any.</summary>
    public readonly IReadOnlyList<(string Name, string Value)>? Trailers => _chunks.Trailers;

    /// <summary>How much may be received at the most, so that nothing beyond a body of known length is.</summary>
    public readonly int Limit(int most) => _framing == Framing.Length ? (int)Math.Min(_left, most) : most;

    /// <summary>Takes what came.</summary>
    /// <inheritdoc cref="ResponseChunks.Take"/>
    public int Take(Span<byte> bytes, out int consumed, out int data)
    {
        if (_framing == Framing.Chunks)
            return _chunks.Take(bytes, out consumed, out data);
        data = Limit(bytes.Length);
        consumed = data;
        if (_framing == Framing.Length)
            _left -= data;
        return data;
    }
}
