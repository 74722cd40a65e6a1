namespace EdgeProxy.Conformance;

/// <summary>A case-sensitive string prefix of the target as sent; the first match wins; the target goes upstream byte for byte.</summary>
internal static class RoutingCases
{
    private static readonly CaseGroup Group = new("routing");

    private static readonly (string Target, string Cluster, string Why)[] Rows =
    [
        ("/", "ping", "the last route takes what is left"),
        ("/ping", "ping", "an exact prefix"),
        ("/ping/x", "ping", "below the prefix"),
        ("/pong", "pong", "an exact prefix"),
        ("/pong/x", "pong", "below the prefix"),
        ("/pong?a=1", "pong", "with a query"),
        ("/pong?", "pong", "an empty query stays"),
        ("/pong?a=%2F%20b&c=%zz", "pong", "the query is not touched"),
        ("/pongfoo", "pong", "a prefix is of characters, not segments"),
        ("/pong.html", "pong", "a prefix is of characters, not segments"),
        ("/pong;v=1", "pong", "path parameters stay"),
        ("/pingpong", "ping", "/ping comes before /"),
        ("/x?y=/pong", "ping", "the query does not route"),
        ("/PONG", "ping", "case counts"),
        ("//pong", "ping", "double slashes stay"),
        ("/pong//x///y", "pong", "double slashes stay"),
        ("/pong%2f", "pong", "an escaped slash stays"),
        ("/pong%2Fx%2fy", "pong", "escapes keep their case"),
        ("/%70ong", "ping", "escapes are not decoded"),
        ("/pong%20x", "pong", "an escaped space stays"),
        ("/pong%zz", "pong", "a broken escape stays"),
        ("/pong%", "pong", "a broken escape stays"),
        ("/pong%25", "pong", "an escaped percent stays"),
        ("/pong/%E2%82%AC", "pong", "escaped UTF-8 stays"),
        ("/pong/%c0%af", "pong", "escaped bytes that are no UTF-8 stay"),
        ("/pong/a+b", "pong", "a plus stays"),
        ("/pong/a|b", "pong", "unescaped marks stay"),
        ("/pong/{a}[b]^`", "pong", "unescaped marks stay"),
        ("/pong\\x", "pong", "a backslash stays"),
        ("/ping/../pong", "ping", "dot segments stay"),
        ("/pong/../ping", "pong", "dot segments stay"),
        ("/pong/./x/..", "pong", "dot segments stay"),
        ("/pong/%2e%2e/x", "pong", "escaped dot segments stay"),
        ("/../pong", "ping", "dot segments stay"),
        ("/pong:80/@x", "pong", "a colon stays"),
    ];

    private static readonly string[] Methods = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Rows.Select(r => Group.Raw(
            $"{r.Target} ({r.Why})", RawRequest.Get(r.Target), Expect.Cluster(r.Cluster), ExpectUpstream.Target(r.Target))),
        .. Methods.Select(m => Group.Raw(
            $"{m} /pong", RawRequest.Lines($"{m} /pong HTTP/1.1", "Host: {host}", "Content-Length: 0"),
            Expect.Cluster("pong"), ExpectUpstream.RequestLine($"{m} /pong HTTP/1.1"))),
        Group.Raw(
            "HEAD /pong", RawRequest.Lines("HEAD /pong HTTP/1.1", "Host: {host}"),
            Expect.Status(200), Expect.Body(""), ExpectUpstream.RequestLine("HEAD /pong HTTP/1.1")),
        LongTarget(),
        Group.Raw(
            "the absolute form", RawRequest.Lines("GET http://h/pong HTTP/1.1", "Host: other"),
            Expect.Cluster("pong"), ExpectUpstream.Target("/pong"), ExpectUpstream.Header("host", "h")),
        Group.Raw(
            "the absolute form with a query", RawRequest.Lines("GET http://h:81/pong%2f?a=1 HTTP/1.1", "Host: other"),
            Expect.Cluster("pong"), ExpectUpstream.Target("/pong%2f?a=1"), ExpectUpstream.Header("host", "h:81")),
        Group.Raw(
            "the absolute form without a path", RawRequest.Lines("GET http://h HTTP/1.1", "Host: h"),
            Expect.Cluster("ping"), ExpectUpstream.Target("/")),
        Group.Raw(
            "OPTIONS * matches no route", RawRequest.Lines("OPTIONS * HTTP/1.1", "Host: {host}"),
            Expect.Status(404), Expect.Body(""), ExpectUpstream.Nothing),
        Group.Raw(
            "/pong%00 goes on verbatim or is refused", RawRequest.Get("/pong%00"), Expect.Status(200, 400)) with
        {
            Note = "Envoy passes it on; a proxy that refuses it with 400 differs on purpose (docs/envoy-parity.md).",
        },
    ];

    private static ConformanceCase LongTarget()
    {
        var target = "/pong/" + new string('a', 16 * 1024);
        return Group.Raw("a target of 16 KiB", RawRequest.Get(target), Expect.Cluster("pong"), ExpectUpstream.Target(target));
    }
}
