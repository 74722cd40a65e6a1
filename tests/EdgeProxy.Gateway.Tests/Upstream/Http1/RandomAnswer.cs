using System.Globalization;
using System.Text;
using EdgeProxy.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

/// <summary>What a host sends on a connection, and closes it: a good answer, changed in some places, in some pieces.</summary>
/// <param name="Lines">Its lines, without their ends.</param>
/// <param name="Body">What stands behind the head.</param>
/// <param name="IsToHead">The request was HEAD.</param>
/// <param name="Mutations">What is changed, in this order.</param>
/// <param name="Cuts">Where a piece ends, in parts of a thousand.</param>
internal sealed record RandomAnswer(IReadOnlyList<string> Lines, string Body, bool IsToHead, IReadOnlyList<Mutation> Mutations, IReadOnlyList<int> Cuts)
{
    private static readonly string[] Interims = ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX:\r\n\r\n", ""];

    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.0 200 OK", "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified", "HTTP/1.1 404 Not Found", "HTTP/1.1 599 Odd \u00e4",
        "HTTP/1.1 301 Moved",
    ];

    private static readonly string[] Fields =
    [
        "Content-Type: text/plain", "content-type:a/b", "X-A: 1", "x-a: 2", "X-Empty:", "X-Blank: \t ", "X-Odd:\ta \u00e4 \t\"b\" ", "Set-Cookie: a=b; c", "set-cookie: d", "Server: x/1", "Date: now",
        "Connection: keep-alive", "Connection: close", "Connection: x-a", "Keep-Alive: timeout=5", "ETag: W/\"1\"", "Expires: 0", "Last-Modified: x", "Vary: a, b", "Vary: c", "Trailer: x", "Via: 1.1 a", "Upgrade: h2c",
        "!#$%&'*+-.^_`|~: y", "Location: /a", "WWW-Authenticate: Basic realm=\"x\"", "Content-Encoding: gzip", "Proxy-Connection: close", "Retry-After: 1",
    ];

    private static readonly string[] Data = ["", "a", "hello", "\r\n", "0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", new string('b', 5000), "\0\u00ff"];

    private static readonly string[] Extensions = ["", "", "", ";x", ";x=y", ";x=\"y z\"", " ;x", " \t"];

    private static readonly string[] Trailers = ["", "", "", "X-Trailer: 1\r\n", "a:\r\nb: c\r\n"];

    /// <summary>All bytes, a character each.</summary>
    public string Text => Mutations.Aggregate(string.Concat(Lines.Select(line => line + "\r\n")) + "\r\n" + Body, (text, mutation) => mutation.Of(text));

    /// <summary>The bytes in the pieces in which they come.</summary>
    public IReadOnlyList<byte[]> Pieces()
    {
        var bytes = Encoding.Latin1.GetBytes(Text);
        int[] ends = [0, .. Cuts.Select(cut => bytes.Length * cut / 1000).Order(), bytes.Length];
        return [.. ends.Zip(ends.Skip(1)).Where(piece => piece.Second > piece.First).Select(piece => bytes[piece.First..piece.Second])];
    }

    /// <summary>Makes them, and tries fewer of everything for one that fails.</summary>
    /// <param name="mutations">How often an answer is changed at the most.</param>
    public static Arbitrary<RandomAnswer> Any(int mutations)
    {
        var head = Gen.Elements(Interims).Zip(Gen.Elements(StatusLines)).Zip(Gen.Choose(0, 6).SelectMany(count => Gen.Elements(Fields).ArrayOf(count)));
        var message = head.Zip(Gen.Choose(0, 2)).Zip(Gen.Choose(0, 3).SelectMany(count => Gen.Elements(Data).Zip(Gen.Elements(Extensions)).ArrayOf(count)).Zip(Gen.Elements(Trailers)));
        var changes = Gen.Choose(0, mutations).SelectMany(count => Mutation.Any.ArrayOf(count)).Zip(Gen.Choose(0, 4).SelectMany(count => Gen.Choose(0, 1000).ArrayOf(count)));
        var isToHead = Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)));
        return Arb.From(
            message.Zip(changes.Zip(isToHead)).Select(all =>
            {
                var ((((interim, statusLine), fields), framing), (parts, trailers)) = all.Item1;
                var ((changed, cuts), toHead) = all.Item2;
                return Create(interim, statusLine, fields, framing, parts, trailers) with { Mutations = changed, Cuts = cuts, IsToHead = toHead };
            }),
            Smaller);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsToHead ? "HEAD" : "GET")} {string.Join(' ', Mutations)} cuts {string.Join(',', Cuts)}\n{Text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}");

    private static RandomAnswer Create(string interim, string statusLine, string[] fields, int framing, (string Data, string Extension)[] parts, string trailers)
    {
        var data = string.Concat(parts.Select(part => part.Data));
        var (length, body) = framing switch
        {
            0 => ((string[])[string.Create(CultureInfo.InvariantCulture, $"Content-Length: {data.Length}")], data),
            1 => (["Transfer-Encoding: chunked"], Chunked(parts, trailers)),
            _ => ([], data),
        };
        return new RandomAnswer([interim + statusLine, .. fields, .. length], body, false, [], []);
    }

    private static string Chunked((string Data, string Extension)[] parts, string trailers) => string.Concat(
        parts.Where(part => part.Data.Length > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Data.Length:x}{part.Extension}\r\n{part.Data}\r\n"))) + $"0\r\n{trailers}\r\n";

    private static IEnumerable<RandomAnswer> Smaller(RandomAnswer answer) =>
    [
        .. Fewer(answer.Mutations).Select(mutations => answer with { Mutations = mutations }),
        .. Fewer(answer.Cuts).Select(cuts => answer with { Cuts = cuts }),
        .. Fewer(answer.Lines).Where(lines => lines.Count > 0 && ReferenceEquals(lines[0], answer.Lines[0])).Select(lines => answer with { Lines = lines }),
    ];

    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> all) => all.Select((_, left) => (IReadOnlyList<T>)[.. all.Where((_, index) => index != left)]);
}
