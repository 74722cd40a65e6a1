using System.Buffers;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Recognises HTTP/2 with prior knowledge by the client's first bytes (RFC 9113, 3.4).</summary>
internal static class Http2Preface
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Whether the bytes are the preface; null while they may become it.</summary>
    public static bool? Match(ReadOnlySequence<byte> bytes)
    {
        Span<byte> start = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(bytes.Length, Preface.Length);
        bytes.Slice(0, length).CopyTo(start);
        if (!Preface.StartsWith(start[..length]))
            return false;
        return length == Preface.Length ? true : null;
    }
}
