namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// Requests that two servers may read differently. Each hides a whole second request, for <c>/smuggled/NUMBER</c>, where one reading sees a body or a
/// header. After the published collections: RFC 9112's security considerations, PortSwigger's desync research, smuggler, http-garden, the "funky chunks" of 2025.
/// </summary>
internal static class SmugglingVariants
{
    /// <summary>The start of every hidden target.</summary>
    public const string Prefix = "/smuggled/";

    // 37 bytes, in hexadecimal 25, once NNN is the variant's number.
    private const string Hidden = "GET /smuggled/NNN HTTP/1.1\r\nHost:\r\n\r\n";
    private const string HiddenChunk = "25\r\n" + Hidden + "\r\n0\r\n\r\n";

    private static readonly string[] Codings =
    [
        "Transfer-Encoding: chunked", "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", "Transfer-Encoding:chunked", "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: chunked ", "Transfer-Encoding: chunked\t", "Transfer-Encoding:\vchunked", "Transfer-Encoding: chunked\v", "Transfer-Encoding:\fchunked",
        "Transfer-Encoding: \0chunked", "Transfer-Encoding: chunked\0", "Transfer-Encoding\0: chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunkedx",
        "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: , chunked",
        "Transfer-Encoding: chunked,", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: 'chunked'", "Transfer-Encoding: chunked;a=b", "Transfer-Encoding: CHUNKED",
        "Transfer-Encoding: chu\r\n nked", "Transfer-Encoding:\r\n chunked", "Transfer-Encoding:\n chunked", " Transfer-Encoding: chunked", "\tTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked", "X: y\r\n\tTransfer-Encoding: chunked",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding:\r\nTransfer-Encoding: chunked", "Transfer-Encoding: \u00ffchunked",
        "Transfer-Encoding\u00a0: chunked", "\u00feTransfer-Encoding: chunked", "TRANSFER-ENCODING: chunked", "Transfer-Encoding: chunked\r",
        "Transfer-Encoding", "Transfer-Encoding:", ":Transfer-Encoding: chunked", "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked",
    ];

    // Headers that say nothing of a length: a request with one of them and a length would hide nothing, its next one is a next one.
    private static readonly string[] OtherHeaders = ["Transfer_Encoding: chunked", "Transfer.Encoding: chunked", "Content-Encoding: chunked", "X-Transfer-Encoding: chunked"];

    private static readonly string[] Lengths =
    [
        "0,37", "37,0", "37,37", "37 37", "+37", "-37", "0x25", "37.0", "3_6", "37;", "\v37", "37\v", "\0" + "37", "37\0", "\"37\"", "3e1", "", " ", "037", "99999999999999999999",
        "37\r\nContent-Length: 0", "0\r\nContent-Length: 37", "37\r\nContent-Length: 37", "37\r\n 0", "\r\n 37", "37\rX: y", "37\nX: y", "\u00b2", "37\r\nConnection: Content-Length",
    ];

    private static readonly string[] LengthNames =
        ["Content-Length ", "Content-Length\t", " Content-Length", "\tContent-Length", "Content-Length\0", "\u00ffContent-Length", "Content-Length\v", "X: y\rContent-Length", "Content\rLength"];

    private static readonly (string Name, string Body)[] Chunks =
    [
        ("extension ended by LF", "5;a\nhello\r\n0\r\n\r\n"), ("extension with a CR", "5;a\rb\r\nhello\r\n0\r\n\r\n"), ("extension with LF and a size", "2;\n25\r\n" + HiddenChunk),
        ("extension in quotes over lines", "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n"), ("size ended by LF", "5\nhello\r\n0\r\n\r\n"), ("size ended by CR", "5\rhello\r\n0\r\n\r\n"),
        ("size with a space", "5 \r\nhello\r\n0\r\n\r\n"), ("space before the size", " 5\r\nhello\r\n0\r\n\r\n"), ("size with a tab", "5\t\r\nhello\r\n0\r\n\r\n"), ("size with a sign", "+5\r\nhello\r\n0\r\n\r\n"),
        ("negative size", "-5\r\nhello\r\n0\r\n\r\n"), ("size with 0x", "0x5\r\nhello\r\n0\r\n\r\n"), ("size with an underscore", "0_5\r\nhello\r\n0\r\n\r\n"),
        ("size of 2^32 and 5", "100000005\r\nhello\r\n0\r\n\r\n"), ("size of 2^64 and 5", "10000000000000005\r\nhello\r\n0\r\n\r\n"), ("size that fills 64 bits", "FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
        ("leading zeros", "00000000000000000000000005\r\nhello\r\n0\r\n\r\n"), ("no size", "\r\nhello\r\n0\r\n\r\n"), ("chunk longer than its size", "5\r\nhelloXX\r\n0\r\n\r\n"),
        ("chunk ended by LF", "5\r\nhello\n0\r\n\r\n"), ("chunk ended by CR", "5\r\nhello\r0\r\n\r\n"), ("chunk ended by nothing", "5\r\nhello0\r\n\r\n"), ("last chunk ended by LF", "0\n\n"),
        ("last line ended by LF", "0\r\n\n"), ("last chunk with an extension", "0;a=b\r\n\r\n"), ("trailer with a length", "0\r\nContent-Length: 37\r\n\r\n"),
        ("trailer with a coding", "0\r\nTransfer-Encoding: chunked\r\n\r\n"), ("trailer with a Host", "0\r\nHost: evil\r\n\r\n"), ("trailer with x-forwarded-for", "0\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"),
        ("trailer that folds", "0\r\nX: y\r\n z\r\n\r\n"), ("trailer without a colon", "0\r\nnonsense\r\n\r\n"), ("trailer ended by LF", "0\r\nX: y\n\r\n"), ("trailer with a space before the colon", "0\r\nX : y\r\n\r\n"),
        ("trailer with a CR", "0\r\nX: y\rz\r\n\r\n"), ("trailer with a NUL", "0\r\nX: \0\r\n\r\n"), ("more than the end", "0\r\n\r\nX"),
    ];

    private static readonly string[] FirstLines =
    [
        "GET  /a HTTP/1.1", "GET /a  HTTP/1.1", "GET /a\tHTTP/1.1", "GET\t/a HTTP/1.1", "GET /a HTTP/1.1 ", "GET /a HTTP/1.1\t", "GET /a HTTP/1.1\r", " GET /a HTTP/1.1", "\rGET /a HTTP/1.1", "\0GET /a HTTP/1.1",
        "GET /a b HTTP/1.1", "GET /a HTTP/1.1 HTTP/1.1", "GET /a HTTP/1.2", "GET /a HTTP/2.0", "GET /a HTTP/0.9", "GET /a http/1.1", "GET /a HTTP/1.10", "GET /a HTTP/1,1", "GET /a HTTP /1.1", "GET /a",
        "GET /\0 HTTP/1.1", "GET /\u0001 HTTP/1.1", "GET /\u007f HTTP/1.1", "GET /\u00ff HTTP/1.1", "GET /\v HTTP/1.1", "GET /%0d%0aX:y HTTP/1.1", "GET /%00 HTTP/1.1", "GET /\\..\\ HTTP/1.1", "GET /#f HTTP/1.1",
        "GET a HTTP/1.1", "GET ?a HTTP/1.1", "GET * HTTP/1.1", "GET http://evil/a HTTP/1.1", "GET http://u:p@evil/a HTTP/1.1", "GET http:///a HTTP/1.1", "GET http://evil HTTP/1.1", "GET http://evil:99999/a HTTP/1.1",
        "GET http://e\u00ffil/a HTTP/1.1", "GET ftp://evil/a HTTP/1.1", "GET http:/a HTTP/1.1", "GET ://a HTTP/1.1", "GET //evil/a HTTP/1.1", "CONNECT evil:80 HTTP/1.1", "CONNECT /a HTTP/1.1", "CONNECT HTTP/1.1",
        "get /a HTTP/1.1", "G\0T /a HTTP/1.1", "G T /a HTTP/1.1", "G(T /a HTTP/1.1", " /a HTTP/1.1", "PRI * HTTP/2.0",
    ];

    private static readonly string[] Hosts =
        ["Host: a\r\nHost: b", "Host: a, b", "Host: a b", "Host: a/b", "Host: a\tb", "Host:", "Host : a", "Host: a\r\n b", "Host: a\0", "Host: a@b", "Host: [::1", "Host: a:b", "Host: a?b", "Host: a#b", "X: y", "Host: a\rX: y"];

    /// <summary>All of them, each by a name of its own.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Make();

    private static Dictionary<string, string> Make()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var coding in Codings)
        {
            Add(all, $"{coding}", $"POST /a HTTP/1.1\r\nHost: h\r\n{coding}\r\n\r\n{HiddenChunk}");
            Add(all, $"length, then {coding}", $"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n{coding}\r\n\r\n{HiddenChunk}");
            Add(all, $"{coding}, then a length", $"POST /a HTTP/1.1\r\nHost: h\r\n{coding}\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{Hidden}");
        }

        foreach (var header in OtherHeaders)
            Add(all, header, $"POST /a HTTP/1.1\r\nHost: h\r\n{header}\r\n\r\n{HiddenChunk}");
        foreach (var length in Lengths)
            Add(all, $"Content-Length: {length}", $"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{Hidden}");
        foreach (var name in LengthNames)
            Add(all, $"{name}: 37", $"POST /a HTTP/1.1\r\nHost: h\r\n{name}: 36\r\n\r\n{Hidden}");
        foreach (var (name, body) in Chunks)
            Add(all, $"chunks: {name}", $"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
        foreach (var line in FirstLines)
            Add(all, $"line: {line}", $"{line}\r\nHost: h\r\nContent-Length: 37\r\n\r\n{Hidden}");
        foreach (var host in Hosts)
            Add(all, host, $"POST /a HTTP/1.1\r\n{host}\r\nContent-Length: 37\r\n\r\n{Hidden}");
        return all;
    }

    // Names go through the test runner's reports, which do not like control characters.
    private static void Add(Dictionary<string, string> all, string name, string bytes) => all.Add($"{all.Count:000} {Readable(name)}", bytes.Replace("NNN", $"{all.Count:000}", StringComparison.Ordinal));

    private static string Readable(string text) => string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter.ToString() : $"\\x{(int)letter:x2}"));
}
