using System.Buffers;

namespace EdgeProxy.Gateway.Primitives;

/// <summary>The bytes of names and values of header and trailer fields.</summary>
internal static class FieldBytes
{
    /// <summary>A name (RFC 9110, 5.6.2).</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The same as characters.</summary>
    public static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>No value has them (RFC 9110, 5.5), and Envoy refuses them all; the tab is none of them.</summary>
    public static readonly SearchValues<byte> Control =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Where(letter => letter != '\t').Select(letter => (byte)letter), 127]);

    /// <summary>The same as characters.</summary>
    public static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Where(letter => letter != '\t').Select(letter => (char)letter), '\u007f']);
}
