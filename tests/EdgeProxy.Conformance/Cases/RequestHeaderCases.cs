namespace EdgeProxy.Conformance;

/// <summary>What becomes of the request's headers on the way upstream.</summary>
internal static class RequestHeaderCases
{
    private const string Uuid4 = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly CaseGroup Group = new("request-headers");

    // RFC 9110, 7.6.1, and the fields that predate it.
    private static readonly (string Name, string Value)[] HopByHop =
        [("keep-alive", "timeout=5"), ("proxy-connection", "keep-alive"), ("upgrade", "h2c")];

    private static readonly (string Name, string Value)[] Controls =
    [
        ("x-envoy-retry-on", "5xx"),
        ("x-envoy-retry-grpc-on", "cancelled"),
        ("x-envoy-max-retries", "7"),
        ("x-envoy-retriable-status-codes", "200"),
        ("x-envoy-retriable-header-names", "server"),
        ("x-envoy-upstream-rq-timeout-ms", "30000"),
        ("x-envoy-upstream-rq-per-try-timeout-ms", "20000"),
        ("x-envoy-upstream-rq-timeout-alt-response", "1"),
        ("x-envoy-upstream-alt-stat-name", "x"),
        ("x-envoy-hedge-on-per-try-timeout", "true"),
        ("x-envoy-force-trace", "1"),
    ];

    // Nothing in the specified configuration touches these.
    private static readonly (string Name, string Value)[] Kept =
    [
        ("host", "Example.COM:8080"),
        ("x-forwarded-for", "203.0.113.7, 198.51.100.2"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "front.example"),
        ("forwarded", "for=203.0.113.7"),
        ("via", "1.0 fred"),
        ("x-request-id", "my-own-id"),
        ("te", "trailers"),
        ("authorization", "Basic YTpi"),
        ("accept-encoding", "gzip, br"),
        ("cookie", "a=1; b=2"),
        ("user-agent", "conformance/1"),
    ];

    private static readonly string[] NotAdded =
        ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "user-agent", "accept-encoding", "transfer-encoding", "content-length"];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Kept.Select(k => Group.Raw(
            $"{k.Name} is kept",
            RawRequest.Lines("GET /pong HTTP/1.1", k.Name == "host" ? [$"Host: {k.Value}"] : ["Host: {host}", $"{k.Name}: {k.Value}"]),
            ExpectUpstream.Header(k.Name, k.Value))),
        .. NotAdded.Select(n => Group.Raw($"{n} is not added", RawRequest.Get("/pong"), ExpectUpstream.NoHeader(n))),
        .. Controls.Select(c => Group.Raw(
            $"{c.Name} of a client is stripped", RawRequest.Get("/pong", $"{c.Name}: {c.Value}"), Expect.Status(200), ExpectUpstream.NoHeader(c.Name))),
        .. HopByHop.Select(h => Group.Raw(
            $"{h.Name} stays on its hop", RawRequest.Get("/pong", $"{h.Name}: {h.Value}"), Expect.Status(200), ExpectUpstream.NoHeader(h.Name))),
        Group.Raw("x-forwarded-proto is added", RawRequest.Get("/pong"), ExpectUpstream.Header("x-forwarded-proto", "http")),
        Group.Raw("x-request-id is a new UUID4", RawRequest.Get("/pong"), ExpectUpstream.HeaderMatches("x-request-id", "a UUID4", Uuid4)),
        Group.Driven(
            "x-envoy-expected-rq-timeout-ms is added",
            Exchange.Raw(RawRequest.Get("/pong")),
            ExpectUpstream.HeaderMatches("x-envoy-expected-rq-timeout-ms", "milliseconds", "^[1-9][0-9]*$")),
        Group.Raw(
            "a client cannot shorten the timeout",
            RawRequest.Get("/pong", "x-envoy-upstream-rq-timeout-ms: 50", "x-backend: delay=300"), Expect.Cluster("pong")),
        Group.Raw(
            "what Connection names stays on its hop", RawRequest.Get("/pong", "Connection: keep-alive, x-named", "x-named: 1", "x-other: 2"),
            Expect.Status(200), ExpectUpstream.NoHeader("x-named"), ExpectUpstream.Header("x-other", "2")),
        Group.Raw(
            "Connection: close stays on its hop", RawRequest.Get("/pong", "Connection: close"),
            Expect.Cluster("pong"), ExpectUpstream.HeaderMatchesOrAbsent("connection", "not close", "(?i)^(?!.*close)"), Expect.ConnectionClosed),
        Group.Raw("TE other than trailers is removed", RawRequest.Get("/pong", "TE: gzip"), Expect.Status(200), ExpectUpstream.NoHeader("te")),
        Group.Raw(
            "of TE only trailers stays", RawRequest.Get("/pong", "TE: gzip, trailers"),
            Expect.Status(200), ExpectUpstream.HeaderMatchesOrAbsent("te", "trailers or none", "^trailers$")),
        Group.Raw(
            "an empty value stays", RawRequest.Get("/pong", "x-empty:"), Expect.Status(200), ExpectUpstream.Header("x-empty", "")),
        Group.Raw(
            "repeated headers all arrive in order", RawRequest.Get("/pong", "x-many: 1", "x-many: 2", "x-many: 3"),
            Expect.Status(200), ExpectUpstream.HeaderMatches("x-many", "1,2,3", "^1, ?2, ?3$")),
        Group.Raw(
            "the trace goes on", RawRequest.Get("/pong", $"traceparent: 00-{TraceId}-b7ad6b7169203331-01", "tracestate: a=1"),
            Expect.Status(200),
            ExpectUpstream.HeaderMatches("traceparent", $"of trace {TraceId}", $"^00-{TraceId}-[0-9a-f]{{16}}-0[01]$"),
            ExpectUpstream.Header("tracestate", "a=1")) with
        {
            Note = "Envoy without tracing passes traceparent through; a proxy that takes part in the trace sends its own span as the parent.",
        },
        Group.Driven(
            "Expect: 100-continue is answered and removed", ExpectContinueAsync,
            Expect.Fact("interim", "100"), Expect.Cluster("pong"), ExpectUpstream.NoHeader("expect"), ExpectUpstream.Body("hello")),
    ];

    private static async Task<Observation> ExpectContinueAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        var request = RawRequest.Post("/pong", "hello", "Expect: 100-continue");
        using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
        await connection.SendAsync((request with { Body = "" }).ToBytes(target, id), cancellation);
        var interim = await connection.ReadHeadAsync(cancellation);
        if (interim.Status == 100)
            await connection.SendAsync("hello"u8.ToArray(), cancellation);
        var response = interim.Status == 100 ? await connection.ReadResponseAsync(false, cancellation) : interim;
        return Observation.Of(response) with { Facts = new Dictionary<string, string> { ["interim"] = $"{interim.Status}" } };
    }
}
