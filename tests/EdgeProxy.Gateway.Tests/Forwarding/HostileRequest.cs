using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>A request, well-formed or not, of a client that no host has done anything to.</summary>
/// <param name="IsHttp2">Over HTTP/2 with prior knowledge.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The target.</param>
/// <param name="Host">Host or <c>:authority</c>.</param>
/// <param name="Headers">Header lines as <c>name: value</c>.</param>
/// <param name="Body">The bytes behind the head.</param>
/// <param name="End">How the client leaves.</param>
public sealed record HostileRequest(bool IsHttp2, string Method, string Target, string Host, IReadOnlyList<string> Headers, string Body, ClientEnd End)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "Head", "delete", "CONNECT", "PATCH", "TRACE", "x-own", "G@T", ""];

    private static readonly string[] Targets =
    [
        "/ping", "/ping", "/ping/retried", "/ping/retried", "/ping/../x", "//ping", "/ping%00", "/ping%2f", "/%zz", "/ping?a=b&a=%", "/ping#x", "*", "ping", "http://h/ping", "http://h:99999/ping",
        "http://~/ping", "http://a*b:/ping", "http:///ping", "https://u@h/ping", "/ping ", "/é", "/" + new string('a', 5000), "",
    ];

    private static readonly string[] Hosts =
    [
        "h", "h", "", "a:99999", "a..b", "~", "(a)", "a*b", "a,b", "a%20b", "a%2", "[::1]", "[1:2]", "[v1.x]", "a@b", "a b", ":80", "a:", "a:x", new string('x', 400), "é",
    ];

    private static readonly string[] HeaderLines =
    [
        "Content-Length: 5", "Content-Length: 0", "Content-Length: 300000", "Content-Length: x", "Content-Length: 5", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip", "Expect: 100-continue", "Connection: close", "Connection: x-a, x-b", "Connection: x-forwarded-for", "Connection: Upgrade", "Upgrade: websocket",
        "Upgrade: h2c", "TE: trailers", "TE: " + new string('t', 300), "Content-Type: application/grpc", "Content-Type: a/b", "Content-Encoding: gzip", "Cookie: a=b; c=d", "Cookie: ;;;;=",
        "x-a: 1", "x-a:", "x-a: \u0001", "x-a: \u007f", "x-a: é", "x(: 1", "x_a: 1", "X-Forwarded-For: 1.2.3.4, x", "x-request-id: \"", "traceparent: 00-x", "grpc-timeout: 1n",
        "x-envoy-max-retries: 9", "x-envoy-retry-on: 5xx", "x-long: " + new string('l', 20_000), "Keep-Alive: timeout=5", "Sec-WebSocket-Key: x", "Host: other", "Accept-Encoding: br",
        "x-envoy-upstream-rq-timeout-ms: 1", "Trailer: x",
    ];

    private static readonly string[] Bodies =
    [
        "", "", "hello", "hel", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n", "5\r\nhel", "zz\r\n", "5;" + new string('e', 20_000), "0\r\nx: 1\r\n\r\n", "0\r\nx(: 1\r\n\r\n", "5\r\nhellooo\r\n",
        "helloGET /ping HTTP/1.1\r\nHost: h\r\n\r\n", "\r\n\r\n", "\0\0\0",
    ];

    private static Arbitrary<HostileRequest> Any()
    {
        var head = Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true))).Zip(Gen.Elements(Methods)).Zip(Gen.Elements(Targets).Zip(Gen.Elements(Hosts)));
        var headers = Gen.Choose(0, 4).SelectMany(count => Gen.Elements(HeaderLines).ArrayOf(count));
        var end = Gen.Frequency((6, Gen.Constant(ClientEnd.Reads)), (1, Gen.Constant(ClientEnd.Finishes)), (1, Gen.Constant(ClientEnd.Closes)), (2, Gen.Constant(ClientEnd.Resets)));
        return Arb.From(
            head.Zip(headers).Zip(Gen.Elements(Bodies).Zip(end)).Select(all => new HostileRequest(
                all.Item1.Item1.Item1.Item1, all.Item1.Item1.Item1.Item2, all.Item1.Item1.Item2.Item1, all.Item1.Item1.Item2.Item2, all.Item1.Item2, all.Item2.Item1, all.Item2.Item2)));
    }

    /// <summary>Several at once, and fewer or simpler ones for some that fail.</summary>
    public static Arbitrary<HostileRequest[]> Several(int most)
    {
        var one = Any();
        return Arb.From(Gen.Choose(1, most).SelectMany(count => one.Generator.ArrayOf(count)), requests => requests.Length > 1
            ? requests.Select((_, left) => requests.Where((_, index) => index != left).ToArray())
            : requests.SelectMany(Simpler).Select(simpler => new[] { simpler }));
    }

    /// <summary>The bytes over HTTP/1.1.</summary>
    public byte[] ToBytes() => Encoding.Latin1.GetBytes($"{Method} {Target} HTTP/1.1\r\nHost: {Host}\r\n{string.Concat(Headers.Select(line => line + "\r\n"))}\r\n{Body}");

    /// <summary>The headers over HTTP/2.</summary>
    public IEnumerable<(string Name, string Value)> ToFields() =>
    [
        (":method", Method), (":scheme", "http"), (":path", Target), (":authority", Host),
        .. Headers.Select(line => line.Split(':', 2)).Select(parts => (parts[0].ToLowerInvariant(), parts[1].Trim(' '))),
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsHttp2 ? "HTTP/2" : "HTTP/1.1")} {Method} {Target} Host '{Host}' [{string.Join(" | ", Headers)}] body '{Body}' {End}");

    private static IEnumerable<HostileRequest> Simpler(HostileRequest request) =>
    [
        .. request.Headers.Select((_, left) => request with { Headers = [.. request.Headers.Where((_, index) => index != left)] }),
        .. request.Body.Length > 0 ? [request with { Body = "" }] : Array.Empty<HostileRequest>(),
        .. request.Host != "h" ? [request with { Host = "h" }] : Array.Empty<HostileRequest>(),
        .. request.Target != "/ping" ? [request with { Target = "/ping" }] : Array.Empty<HostileRequest>(),
        .. request.End != ClientEnd.Reads ? [request with { End = ClientEnd.Reads }] : Array.Empty<HostileRequest>(),
    ];
}
