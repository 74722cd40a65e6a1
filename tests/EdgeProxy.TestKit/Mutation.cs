using FsCheck;
using FsCheck.Fluent;

namespace EdgeProxy.TestKit;

/// <summary>One change of what is sent.</summary>
/// <param name="Kind">What is done: 0 takes out, 1 puts in, 2 says twice, 3 writes over, 4 cuts off.</param>
/// <param name="Place">Where, in parts of 10,000.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Piece">What is put in.</param>
public sealed record Mutation(int Kind, int Place, int Length, string Piece)
{
    private const int Parts = 10_000;

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", "\0", ":", ";", ",", "\"", "/", "?", "#", "%00", "%2f", "*", "0", "5", "a", "\u001b", "\u007f", "\u0080", "\u00ff", "\v",
        "Host: other\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Expect: 100-continue\r\n", "X: y\r\n", "chunked", "HTTP/1.0", "HTTP/1.1",
        "0\r\n\r\n", "5\r\nhello\r\n", ";a=b", "GET /in HTTP/1.1\r\nHost: h\r\n\r\n", "http://h", "://", "[::1]", "@", "+", "-", "0x", "HEAD ", "CONNECT ", "OPTIONS ",
    ];

    /// <summary>Makes them.</summary>
    public static Gen<Mutation> Any { get; } = Gen.Choose(0, 4).Zip(Gen.Choose(0, Parts)).Zip(Gen.Choose(1, 12).Zip(Gen.Elements(Pieces)))
        .Select(all => new Mutation(all.Item1.Item1, all.Item1.Item2, all.Item2.Item1, all.Item2.Item2));

    /// <summary>Makes the change.</summary>
    public string Of(string text)
    {
        var place = (int)((long)text.Length * Place / Parts);
        var end = Math.Min(place + Length, text.Length);
        return Kind switch
        {
            0 => text.Remove(place, end - place),
            1 => text.Insert(place, Piece),
            2 => text.Insert(end, text[place..end]),
            3 => text[..place] + Piece + text[Math.Min(place + Piece.Length, text.Length)..],
            // Rarely, or most inputs would be halves.
            _ => Length == 1 ? text[..place] : text,
        };
    }
}
