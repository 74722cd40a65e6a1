namespace EdgeProxy.Conformance;

/// <summary>What the client sees of the answer's headers: the upstream's, and those of the proxy's own answers.</summary>
internal static class ResponseHeaderCases
{
    private const string HttpDate = "^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$";

    private static readonly CaseGroup Group = new("response-headers");
    private static readonly RawRequest OwnEmptyAnswer = RawRequest.Lines("OPTIONS * HTTP/1.1", "Host: {host}");
    private static readonly RawRequest OwnTextAnswer = RawRequest.Get("/pong", "x-backend: close");
    private static readonly RawRequest WithUpstreamHeaders = RawRequest.Get("/pong", "x-backend: headers");

    private static readonly int[] Passed = [201, 206, 301, 401, 404, 418, 429, 500, 503];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Passed.Select(s => Group.Raw(
            $"status {s} of the upstream passes", RawRequest.Get("/pong", $"x-backend: status={s}"), Expect.Status(s), Expect.Body("body"))),
        Group.Raw(
            "204 has no body and no length", RawRequest.Get("/pong", "x-backend: status=204"),
            Expect.Status(204), Expect.NoHeader("content-length"), Expect.NoHeader("transfer-encoding")),
        Group.Raw("304 has no body", RawRequest.Get("/pong", "x-backend: status=304"), Expect.Status(304), Expect.NoHeader("transfer-encoding")),
        Group.Raw(
            "server is the proxy's own", WithUpstreamHeaders, Expect.HeaderMatches("server", "the proxy's name", "^(?!backend).+$")),
        Group.Raw("server is there on the proxy's own answers", OwnEmptyAnswer, Expect.HeaderMatches("server", "the proxy's name", ".")),
        Group.Raw("date is added", WithUpstreamHeaders, Expect.HeaderMatches("date", "an HTTP date", HttpDate)),
        Group.Raw("date is there on the proxy's own answers", OwnEmptyAnswer, Expect.HeaderMatches("date", "an HTTP date", HttpDate)),
        Group.Raw(
            "x-envoy-upstream-service-time is added", RawRequest.Get("/pong"),
            Expect.HeaderMatches("x-envoy-upstream-service-time", "milliseconds", "^[0-9]{1,4}$")),
        Group.Raw(
            "x-envoy-upstream-service-time of the upstream is overwritten", WithUpstreamHeaders,
            Expect.HeaderMatches("x-envoy-upstream-service-time", "milliseconds", "^[0-9]{1,4}$")),
        Group.Raw(
            "x-envoy-upstream-service-time counts the wait", RawRequest.Get("/pong", "x-backend: delay=250"),
            Expect.HeaderMatches("x-envoy-upstream-service-time", "200 to 999", "^[2-9][0-9]{2}$")),
        Group.Raw("no x-envoy-upstream-service-time on the proxy's own answers", OwnEmptyAnswer, Expect.NoHeader("x-envoy-upstream-service-time")),
        Group.Raw("keep-alive of the upstream stays on its hop", WithUpstreamHeaders, Expect.NoHeader("keep-alive")),
        Group.Raw("set-cookie lines stay apart", WithUpstreamHeaders, new Expectation(
            "set-cookie twice",
            o => new(o.Response.Headers.All("set-cookie") is ["a=1", "b=2"], $"set-cookie {o.Response.Headers.All("set-cookie").Count} times"))),
        Group.Raw("an empty value passes", WithUpstreamHeaders, Expect.Header("x-empty", "")),
        Group.Raw("content-type passes", RawRequest.Get("/pong"), Expect.Header("content-type", "text/plain"), Expect.Header("content-length", "12")),
        Group.Raw(
            "HEAD keeps the length and has no body", RawRequest.Lines("HEAD /pong HTTP/1.1", "Host: {host}"),
            Expect.Status(200), Expect.Header("content-length", "12")),
        Group.Raw(
            "an own answer with a body is text/plain with its length", OwnTextAnswer,
            Expect.Status(503), Expect.Header("content-type", "text/plain"), Expect.HeaderMatches("content-length", "the length", "^[1-9][0-9]*$")),
        Group.Raw(
            "an own answer without a body has length 0 and no type", OwnEmptyAnswer,
            Expect.Status(404), Expect.Header("content-length", "0"), Expect.NoHeader("content-type")),
        Group.Raw(
            "an own answer without a body to HEAD has no length", RawRequest.Lines("HEAD /pong HTTP/1.1"),
            Expect.Status(400), Expect.NoHeader("content-length"), Expect.NoHeader("content-type")),
    ];
}
