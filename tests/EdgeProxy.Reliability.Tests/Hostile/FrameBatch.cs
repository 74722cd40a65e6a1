using System.Buffers.Binary;
using EdgeProxy.Conformance;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>HTTP/2 frames in a row, as bytes: what no client library would send.</summary>
internal sealed class FrameBatch
{
    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;
    private readonly List<byte> _bytes = [];

    /// <summary>The preface and settings.</summary>
    /// <param name="settings">Pairs of an identifier and a value.</param>
    public static FrameBatch Opening(params (ushort Id, int Value)[] settings) => new FrameBatch().Raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8).Settings(settings);

    public byte[] ToBytes() => [.. _bytes];

    public FrameBatch Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public FrameBatch Add(Http2FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8);
        head[3] = (byte)type;
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head[5..], stream);
        return Raw(head).Raw(payload);
    }

    public FrameBatch Settings(params (ushort Id, int Value)[] settings)
    {
        var payload = new byte[settings.Length * 6];
        for (var index = 0; index < settings.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(index * 6), settings[index].Id);
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan((index * 6) + 2), settings[index].Value);
        }

        return Add(Http2FrameType.Settings, 0, 0, payload);
    }

    /// <summary>A whole request without a body.</summary>
    public FrameBatch Request(int stream, string path, byte flags = EndStream | EndHeaders, params (string Name, string Value)[] more) =>
        Add(Http2FrameType.Headers, flags, stream, Block([(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "h"), .. more]));

    /// <summary>Headers as literals, whatever is in them (RFC 7541, 6.2.2).</summary>
    public static byte[] Block(params IEnumerable<(string Name, string Value)> headers)
    {
        var block = new List<byte>();
        foreach (var (name, value) in headers)
        {
            block.Add(0);
            HpackText.Add(block, name);
            HpackText.Add(block, value);
        }

        return [.. block];
    }
}
