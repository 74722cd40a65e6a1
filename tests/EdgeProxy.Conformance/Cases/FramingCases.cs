namespace EdgeProxy.Conformance;

/// <summary>Malformed HTTP/1 and request smuggling: what two parties could read differently is refused, and never reaches a backend whole.</summary>
internal static class FramingCases
{
    private static readonly CaseGroup Group = new("framing");

    // Each is refused with 400, the connection closed, nothing upstream.
    private static readonly (string Name, RawRequest Request)[] Refused =
    [
        ("Content-Length with Transfer-Encoding", Chunked("POST /pong HTTP/1.1", "Content-Length: 3")),
        ("Transfer-Encoding with Content-Length, the other order", RawRequest.Lines(
            "POST /pong HTTP/1.1", "Host: {host}", "Content-Length: 4", "Transfer-Encoding: chunked") with { Body = "0\r\n\r\nGET /pong/smuggled HTTP/1.1\r\nHost: h\r\nx: {id}\r\n\r\n" }),
        ("two different Content-Length", RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Content-Length: 3", "Content-Length: 5") with { Body = "abcde" }),
        ("Content-Length: 3, 5", Length("3, 5")),
        ("Content-Length: +3", Length("+3")),
        ("Content-Length: -1", Length("-1")),
        ("Content-Length: 0x3", Length("0x3")),
        ("Content-Length: 3 3", Length("3 3")),
        ("Content-Length: abc", Length("abc")),
        ("Content-Length beyond 64 bits", Length("99999999999999999999")),
        ("two Host headers", RawRequest.Lines("GET /pong HTTP/1.1", "Host: {host}", "Host: other")),
        ("a space before the colon", RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Content-Length : 3") with { Body = "abc" }),
        ("a space in a header name", RawRequest.Get("/pong", "x y: 1")),
        ("an illegal mark in a header name", RawRequest.Get("/pong", "x(y): 1")),
        ("an empty header name", RawRequest.Get("/pong", ": 1")),
        ("a header line without a colon", RawRequest.Get("/pong", "nonsense")),
        ("a lone CR in a header value", RawRequest.Get("/pong", "x-cr: a\rb")),
        ("a NUL in a header value", RawRequest.Get("/pong", "x-nul: a\0b")),
        ("no version (HTTP/0.9)", new RawRequest("GET /pong\r\n\r\n")),
        ("a version that is none", RawRequest.Lines("GET /pong HTTP/x", "Host: {host}")),
        ("another protocol", RawRequest.Lines("GET /pong ICY/1.1", "Host: {host}")),
        ("text after the version", RawRequest.Lines("GET /pong HTTP/1.1 x", "Host: {host}")),
        ("an illegal mark in the method", RawRequest.Lines("G@T /pong HTTP/1.1", "Host: {host}")),
        ("a TLS hello on the plain port", new RawRequest("\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003\r\n\r\n")),
    ];

    private static readonly string[] Codings = ["gzip", "identity", "xchunked", "gzip, chunked", "chunked, gzip", "chunked;q=1", "\"chunked\""];

    // The head is well formed and may have gone upstream before the fault is seen; the whole request must not.
    private static readonly (string Name, string Body)[] BadChunks =
    [
        ("a chunk size that is no number", "zz\r\nabc\r\n0\r\n\r\n"),
        ("a negative chunk size", "-3\r\nabc\r\n0\r\n\r\n"),
        ("a chunk size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
        ("a chunk size beyond 64 bits", "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n"),
        ("a chunk longer than its size", "3\r\nabcdef\r\n0\r\n\r\n"),
        ("a chunk ended by LF alone", "3\r\nabc\n0\r\n\r\n"),
        ("an empty chunk size", "\r\nabc\r\n0\r\n\r\n"),
    ];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Refused.Select(r => Group.Raw(r.Name, r.Request, Expect.Status(400), Expect.ConnectionClosed, ExpectUpstream.Nothing)),
        .. Codings.Select(c => Group.Raw(
            $"Transfer-Encoding: {c}",
            RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", $"Transfer-Encoding: {c}") with { Body = "3\r\nabc\r\n0\r\n\r\n" },
            Expect.Status(501), Expect.ConnectionClosed, ExpectUpstream.Nothing)),
        .. BadChunks.Select(b => Group.Raw(
            b.Name, RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked") with { Body = b.Body },
            new Expectation(
                "status 400 or the connection ended",
                o => new(o.Response.Status is 0 or 400, o.Response.Status == 0 ? "connection ended" : $"status {o.Response.Status}")),
            Expect.ConnectionClosed, ExpectUpstream.NothingWhole)),
        Group.Raw(
            "two Transfer-Encoding", RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked", "Transfer-Encoding: identity") with
            {
                Body = "3\r\nabc\r\n0\r\n\r\n",
            },
            Expect.Status(400, 501), Expect.ConnectionClosed, ExpectUpstream.Nothing),
        Group.Raw(
            "Transfer-Encoding with a vertical tab", RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: \vchunked") with
            {
                Body = "3\r\nabc\r\n0\r\n\r\n",
            },
            Expect.Status(400, 501), Expect.ConnectionClosed, ExpectUpstream.Nothing),
        Group.Raw(
            "a target without a slash", RawRequest.Lines("GET pong HTTP/1.1", "Host: {host}"), Expect.Status(400, 404), ExpectUpstream.Nothing),
        Group.Raw(
            "Transfer-Encoding: Chunked (case does not count)",
            RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: Chunked") with { Body = "3\r\nabc\r\n0\r\n\r\n" },
            Expect.Cluster("pong"), ExpectUpstream.Body("abc")),
        Group.Raw(
            "chunk extensions are read over",
            RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked") with { Body = "3;a=b\r\nabc\r\n0;c\r\n\r\n" },
            Expect.Cluster("pong"), ExpectUpstream.Body("abc")),
        Group.Raw(
            "an empty line before the request", new RawRequest("\r\n" + RawRequest.Get("/pong").Head), Expect.Cluster("pong")) with
        { Note = "RFC 9112, 2.2." },
        Group.Driven(
            "pipelined requests are answered in order",
            Exchange.Pipelined(RawRequest.Get("/pong"), RawRequest.Get("/ping"), RawRequest.Get("/pong/x")),
            Expect.Answers("pong you ...", "ping me ...", "pong you ..."), ExpectUpstream.Count(3)),
        Group.Driven(
            "a body ends where its length says",
            Exchange.Pipelined(RawRequest.Post("/pong", "abc"), RawRequest.Get("/ping")),
            Expect.Answers("pong you ...", "ping me ..."), ExpectUpstream.Count(2)),
        Group.Driven(
            "a connection serves one request after the other",
            Exchange.InTurn(RawRequest.Get("/pong"), RawRequest.Post("/ping", "abc"), RawRequest.Get("/pong")),
            Expect.Answers("pong you ...", "ping me ...", "pong you ...")),
        Group.Driven(
            "a connection lives on after 404",
            Exchange.InTurn(RawRequest.Lines("OPTIONS * HTTP/1.1", "Host: {host}"), RawRequest.Get("/pong")),
            Expect.Cluster("pong")),
    ];

    private static RawRequest Length(string value) =>
        RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", $"Content-Length: {value}") with { Body = "abc" };

    private static RawRequest Chunked(string line, params string[] headers) =>
        RawRequest.Lines(line, ["Host: {host}", "Transfer-Encoding: chunked", .. headers]) with { Body = "3\r\nabc\r\n0\r\n\r\n" };
}
