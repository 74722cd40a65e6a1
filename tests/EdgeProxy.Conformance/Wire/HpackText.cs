using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>A string of an HPACK header block as plain text (RFC 7541, 5.2).</summary>
public static class HpackText
{
    /// <summary>Appends one.</summary>
    /// <param name="block">The block.</param>
    /// <param name="text">The text, each character one byte.</param>
    public static void Add(List<byte> block, string text)
    {
        ArgumentNullException.ThrowIfNull(block);
        var bytes = Encoding.Latin1.GetBytes(text);
        // A length of seven bits, continued in the following bytes when it is 127 or more (RFC 7541, 5.1).
        if (bytes.Length < 127)
        {
            block.Add((byte)bytes.Length);
        }
        else
        {
            block.Add(127);
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest >>= 7)
                block.Add((byte)((rest & 127) | 128));
            block.Add((byte)rest);
        }

        block.AddRange(bytes);
    }
}
