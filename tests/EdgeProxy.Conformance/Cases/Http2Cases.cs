namespace EdgeProxy.Conformance;

/// <summary>HTTP/2 with prior knowledge on the same cleartext port as HTTP/1.1; upstream it is HTTP/1.1.</summary>
internal static class Http2Cases
{
    private static readonly CaseGroup Group = new("http2");

    private static readonly (string Target, string Cluster)[] Rows =
        [("/pong", "pong"), ("/ping", "ping"), ("/PONG", "ping"), ("/pong%2f", "pong"), ("/%70ong", "ping"), ("/ping/../pong", "ping"), ("//pong", "ping")];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Rows.Select(r => Group.Driven(
            $"{r.Target}", ClientExchange.Http2(HttpMethod.Get, r.Target),
            Expect.Cluster(r.Cluster), Expect.Version("HTTP/2"), ExpectUpstream.RequestLine($"GET {r.Target} HTTP/1.1"))),
        Group.Driven(
            ":authority becomes Host", ClientExchange.Http2(HttpMethod.Get, "/pong", r => r.Headers.Host = "front.example:81"),
            Expect.Cluster("pong"), ExpectUpstream.Header("host", "front.example:81")),
        Group.Driven(
            "a body", ClientExchange.Http2(HttpMethod.Post, "/pong", r => r.Content = new StringContent("hello")),
            Expect.Cluster("pong"), ExpectUpstream.Body("hello")),
        Group.Driven(
            "the request's headers are completed as for HTTP/1.1", ClientExchange.Http2(HttpMethod.Get, "/pong"),
            ExpectUpstream.Header("x-forwarded-proto", "http"),
            ExpectUpstream.HeaderMatches("x-request-id", "a UUID", "^[0-9a-fA-F-]{36}$"),
            ExpectUpstream.HeaderMatches("x-envoy-expected-rq-timeout-ms", "milliseconds", "^[1-9][0-9]*$")),
        Group.Driven(
            "the answer's headers are completed as for HTTP/1.1", ClientExchange.Http2(HttpMethod.Get, "/pong"),
            Expect.HeaderMatches("server", "the proxy's name", "."), Expect.HeaderMatches("date", "a date", "GMT$"),
            Expect.HeaderMatches("x-envoy-upstream-service-time", "milliseconds", "^[0-9]+$"), Expect.NoHeader("connection")),
        Group.Driven(
            "te: trailers passes", ClientExchange.Http2(HttpMethod.Get, "/pong", r => r.Headers.TE.ParseAdd("trailers")),
            Expect.Cluster("pong"), ExpectUpstream.Header("te", "trailers")),
        Group.Driven("cookie crumbs are joined", CookieCrumbsAsync, ExpectUpstream.Header("cookie", "a=1; b=2")),
        Group.Driven(
            "the upstream closes before headers",
            ClientExchange.Http2(HttpMethod.Get, "/pong", r => r.Headers.Add(RawRequest.BehaviourHeader, "close")),
            Expect.Status(503), Expect.Body(FailureCases.Before + "connection termination")) with
        { Needs = CaseNeeds.Backends },
        Group.Driven(
            "a failure after the headers went out resets the stream",
            ClientExchange.Http2(HttpMethod.Get, "/pong", r => r.Headers.Add(RawRequest.BehaviourHeader, "partial-then-close")),
            Expect.Status(200), Expect.CutShort) with
        { Needs = CaseNeeds.Backends },
        Group.Driven("fifty streams at once on one connection", ManyStreamsAsync, Expect.Fact("answered by pong", "50")),
        Group.Driven("a preface that comes in pieces", PrefaceInPiecesAsync, Expect.Fact("answer", ":status 200")),
        Group.Driven(
            "an own answer without a body has neither length nor type", OwnEmptyAnswerAsync,
            Expect.Fact("answer", ":status 404"), Expect.Fact("content-length", "absent"), Expect.Fact("content-type", "absent")),
        Group.Driven("PING is answered", PingAsync, Expect.Fact("answer", "the same eight bytes")),
        Group.Driven("DATA on stream 0 ends the connection", DataOnStreamZeroAsync, Expect.Fact("answer", "GOAWAY")) with
        { Note = "RFC 9113, 6.1." },
    ];

    private static async Task<Observation> ManyStreamsAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var client = ClientExchange.NewClient();
        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => ClientExchange.SendHttp2Async(client, target, HttpMethod.Get, "/pong", id, null, cancellation)));
        return Observation.OfFacts(("answered by pong", $"{seen.Count(o => o.Response.Text == "pong you ..." && o.Response.Version == "HTTP/2")}"));
    }

    private static IEnumerable<(string Name, string Value)> Request(ConformanceTarget target, string id, string method, string path) =>
        [(":method", method), (":scheme", "http"), (":path", path), (":authority", target.Host), (RawRequest.IdHeader, id)];

    private static async Task<Observation> CookieCrumbsAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: false, cancellation);
        await connection.SendRequestAsync(1, [.. Request(target, id, "GET", "/pong"), ("cookie", "a=1"), ("cookie", "b=2")], cancellation);
        await connection.ReadAsync(cancellation, Http2FrameType.Headers);
        return Observation.OfFacts();
    }

    private static async Task<Observation> PrefaceInPiecesAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: true, cancellation);
        await connection.SendRequestAsync(1, Request(target, id, "GET", "/pong"), cancellation);
        var names = await ReadNamesAsync(connection, cancellation);
        return Observation.OfFacts(("answer", names.Count == 0 ? "none" : names[0]));
    }

    private static async Task<Observation> OwnEmptyAnswerAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: false, cancellation);
        await connection.SendRequestAsync(1, Request(target, id, "OPTIONS", "*"), cancellation);
        var names = await ReadNamesAsync(connection, cancellation);
        return Observation.OfFacts(
            ("answer", names.Count == 0 ? "none" : names[0]),
            ("content-length", names.Contains("content-length") ? "present" : "absent"),
            ("content-type", names.Contains("content-type") ? "present" : "absent"));
    }

    private static async Task<IReadOnlyList<string>> ReadNamesAsync(Http2Connection connection, CancellationToken cancellation) =>
        await connection.ReadAsync(cancellation, Http2FrameType.Headers, Http2FrameType.ResetStream, Http2FrameType.GoAway) is { Type: Http2FrameType.Headers } frame
            ? HpackNames.Read(frame.Payload)
            : [];

    private static async Task<Observation> PingAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: false, cancellation);
        await connection.SendAsync(new(Http2FrameType.Ping, 0, 0, "12345678"u8.ToArray()), cancellation);
        var answer = await connection.ReadAsync(cancellation, Http2FrameType.Ping, Http2FrameType.GoAway);
        return Observation.OfFacts(("answer", answer is { Type: Http2FrameType.Ping } && answer.Payload.AsSpan().SequenceEqual("12345678"u8) ? "the same eight bytes" : "none"));
    }

    private static async Task<Observation> DataOnStreamZeroAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: false, cancellation);
        await connection.SendAsync(new(Http2FrameType.Data, 0, 0, [1]), cancellation);
        var answer = await connection.ReadAsync(cancellation, Http2FrameType.GoAway);
        return Observation.OfFacts(("answer", answer is null ? "connection ended" : "GOAWAY"));
    }
}
