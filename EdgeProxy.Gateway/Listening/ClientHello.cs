using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeProxy.Gateway.Listening;

/// <summary>What the first message of TLS (RFC 8446, 4.1.2) says of the server that the client wants.</summary>
/// <param name="ServerName">The server name (RFC 6066, 3); empty without one.</param>
/// <param name="Protocols">The application protocols (RFC 7301, 3.1).</param>
internal sealed record ClientHello(string ServerName, IReadOnlyList<string> Protocols)
{
    /// <summary>Longer ones are taken for no TLS, as in Envoy (<c>max_client_hello_size</c>).</summary>
    public const int Longest = 16 * 1024;

    private const int RecordHeader = 5;
    private const byte Handshake = 22;
    private const int ServerNameExtension = 0;
    private const int ProtocolsExtension = 16;

    /// <summary>Looks at the first bytes of a connection.</summary>
    /// <param name="buffer">What came so far.</param>
    /// <param name="hello">The message; null where the bytes are no TLS.</param>
    /// <returns>False when more bytes are needed.</returns>
    public static bool TryRead(in ReadOnlySequence<byte> buffer, out ClientHello? hello)
    {
        hello = null;
        if (buffer.IsEmpty)
            return false;
        if (buffer.FirstSpan[0] != Handshake)
            return true;
        Span<byte> bytes = buffer.Length > Longest ? [] : buffer.ToArray();
        if (bytes.IsEmpty)
            return true;
        if (!TryJoinRecords(bytes, out var message))
            return false;
        hello = message.IsEmpty ? null : Parse(message);
        return true;
    }

    /// <summary>Takes the headers of the records out: a message may be spread over several.</summary>
    /// <param name="bytes">The bytes, which are overwritten.</param>
    /// <param name="message">The whole message; empty where the bytes are no TLS.</param>
    /// <returns>False when more bytes are needed.</returns>
    private static bool TryJoinRecords(Span<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        var length = 0;
        for (var at = 0; ;)
        {
            if (length >= 4 && MessageLength(bytes) <= length)
            {
                message = bytes[..MessageLength(bytes)];
                return true;
            }

            if (bytes.Length - at < RecordHeader)
                return false;
            if (bytes[at] != Handshake || bytes[at + 1] != 3)
                return true;
            var record = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 3)..]);
            var given = Math.Min(record, bytes.Length - at - RecordHeader);
            bytes.Slice(at + RecordHeader, given).CopyTo(bytes[length..]);
            length += given;
            at += RecordHeader + record;
            if (length >= 1 && bytes[0] != 1)
                return true;
            if (at > bytes.Length)
                at = bytes.Length;
        }
    }

    private static int MessageLength(ReadOnlySpan<byte> bytes) => 4 + (bytes[1] << 16) + BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);

    private static ClientHello? Parse(ReadOnlySpan<byte> message)
    {
        // Type, length, version and random; then three lists with their lengths before the extensions.
        var rest = message.Length > 38 ? message[38..] : default;
        if (!TryTake(ref rest, 1, out _) || !TryTake(ref rest, 2, out _) || !TryTake(ref rest, 1, out _))
            return null;
        var (serverName, protocols) = ("", new List<string>());
        if (!TryTake(ref rest, 2, out var extensions))
            return new ClientHello(serverName, protocols);
        while (extensions.Length >= 4)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            extensions = extensions[2..];
            if (!TryTake(ref extensions, 2, out var content))
                return null;
            if (type == ServerNameExtension && TryTake(ref content, 2, out var names) && names.Length > 0 && names[0] == 0)
            {
                names = names[1..];
                if (TryTake(ref names, 2, out var name))
                    serverName = Encoding.ASCII.GetString(name);
            }
            else if (type == ProtocolsExtension && TryTake(ref content, 2, out var list))
            {
                while (TryTake(ref list, 1, out var protocol))
                    protocols.Add(Encoding.ASCII.GetString(protocol));
            }
        }

        return new ClientHello(serverName, protocols);
    }

    /// <summary>Takes a field that begins with its length.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> rest, int lengthBytes, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (rest.Length < lengthBytes)
            return false;
        var length = lengthBytes == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < lengthBytes + length)
            return false;
        field = rest.Slice(lengthBytes, length);
        rest = rest[(lengthBytes + length)..];
        return true;
    }
}
