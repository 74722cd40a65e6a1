using System.Buffers.Binary;

namespace EdgeProxy.Conformance;

/// <summary>HTTP/2 with prior knowledge, frame by frame, for what .NET's client cannot send or does not show.</summary>
public sealed class Http2Connection : IDisposable
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
    private readonly RawConnection _connection;

    private Http2Connection(RawConnection connection) => _connection = connection;

    /// <summary>Connects, and sends the preface and empty settings.</summary>
    /// <param name="address">The proxy.</param>
    /// <param name="inPieces">Whether the preface goes out byte by byte.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Http2Connection> OpenAsync(Uri address, bool inPieces, CancellationToken cancellation)
    {
        var connection = new Http2Connection(await RawConnection.OpenAsync(address, cancellation));
        var step = inPieces ? 1 : Preface.Length;
        for (var i = 0; i < Preface.Length; i += step)
        {
            await connection._connection.SendAsync(Preface.AsMemory(i, step), cancellation);
            if (inPieces)
                await Task.Delay(2, cancellation);
        }

        await connection.SendAsync(new(Http2FrameType.Settings, 0, 0, []), cancellation);
        return connection;
    }

    /// <summary>Sends one frame.</summary>
    public Task SendAsync(Http2Frame frame, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var bytes = new byte[9 + frame.Payload.Length];
        bytes[0] = (byte)(frame.Payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)frame.Payload.Length);
        bytes[3] = (byte)frame.Type;
        bytes[4] = frame.Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), frame.Stream);
        frame.Payload.CopyTo(bytes, 9);
        return _connection.SendAsync(bytes, cancellation);
    }

    /// <summary>Sends a request that is all headers (END_STREAM, END_HEADERS), each a literal without indexing nor Huffman code.</summary>
    public Task SendRequestAsync(int stream, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation) =>
        SendHeadersAsync(stream, headers, endsStream: true, cancellation);

    /// <summary>Sends the headers of a request (END_HEADERS), each a literal without indexing nor Huffman code.</summary>
    public Task SendHeadersAsync(int stream, IEnumerable<(string Name, string Value)> headers, bool endsStream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var block = new List<byte>();
        foreach (var (name, value) in headers)
        {
            block.Add(0);
            HpackText.Add(block, name);
            HpackText.Add(block, value);
        }

        return SendAsync(new(Http2FrameType.Headers, (byte)(endsStream ? 0x5 : 0x4), stream, [.. block]), cancellation);
    }

    /// <summary>The next frame of one of the given types, passing over others; null at the end of the connection.</summary>
    public async Task<Http2Frame?> ReadAsync(CancellationToken cancellation, params Http2FrameType[] types)
    {
        while (await _connection.ReadExactlyAsync(9, cancellation) is { } head)
        {
            var length = (head[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1));
            if (await _connection.ReadExactlyAsync(length, cancellation) is not { } payload)
                return null;
            var frame = new Http2Frame((Http2FrameType)head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
            if (frame is { Type: Http2FrameType.Settings, Flags: 0 })
                await SendAsync(new(Http2FrameType.Settings, 1, 0, []), cancellation);
            if (types.Contains(frame.Type) && frame is not { Type: Http2FrameType.Ping, Flags: 0 })
                return frame;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
