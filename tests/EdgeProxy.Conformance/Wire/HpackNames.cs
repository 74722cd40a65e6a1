using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>
/// The names in an HPACK header block (RFC 7541), as far as they come from the static table or are plain text; that is so for every
/// name the cases ask for. Values are given where the static table has them.
/// </summary>
public static class HpackNames
{
    // Appendix A, positions 1 to 61.
    private static readonly string[] Names =
    [
        ":authority", ":method", ":method", ":path", ":path", ":scheme", ":scheme",
        ":status 200", ":status 204", ":status 206", ":status 304", ":status 400", ":status 404", ":status 500",
        "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow",
        "authorization", "cache-control", "content-disposition", "content-encoding", "content-language", "content-length",
        "content-location", "content-range", "content-type", "cookie", "date", "etag", "expect", "expires", "from", "host", "if-match",
        "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified", "link", "location", "max-forwards",
        "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh", "retry-after", "server", "set-cookie",
        "strict-transport-security", "transfer-encoding", "user-agent", "vary", "via", "www-authenticate",
    ];

    /// <summary>The names in order; an indexed status with its number, e.g. <c>:status 404</c>.</summary>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> block)
    {
        var found = new List<string>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0x80) != 0)
            {
                found.Add(NameOf(ReadInteger(ref block, 7)));
                continue;
            }

            if ((first & 0xE0) == 0x20)
            {
                _ = ReadInteger(ref block, 5);
                continue;
            }

            var index = ReadInteger(ref block, (first & 0x40) != 0 ? 6 : 4);
            var name = index == 0 ? ReadText(ref block) : NameOf(index);
            var value = ReadText(ref block);
            found.Add(name.StartsWith(":status", StringComparison.Ordinal) ? $":status {value}" : name);
        }

        return found;
    }

    private static string NameOf(int index) => index >= 1 && index <= Names.Length ? Names[index - 1] : "(dynamic)";

    private static int ReadInteger(ref ReadOnlySpan<byte> block, int bits)
    {
        var mask = (1 << bits) - 1;
        var value = block[0] & mask;
        block = block[1..];
        if (value < mask)
            return value;
        for (var shift = 0; ; shift += 7)
        {
            var next = block[0];
            block = block[1..];
            value += (next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return value;
        }
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var huffman = (block[0] & 0x80) != 0;
        var length = ReadInteger(ref block, 7);
        var text = huffman ? "(huffman)" : Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }
}
