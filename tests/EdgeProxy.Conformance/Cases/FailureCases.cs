using System.Diagnostics;

namespace EdgeProxy.Conformance;

/// <summary>What the client gets when the upstream fails, or when the proxy refuses.</summary>
internal static class FailureCases
{
    internal const string Before = "upstream connect error or disconnect/reset before headers. reset reason: ";

    private static readonly CaseGroup Group = new("failures");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Group.Driven(
            "connection refused", RefusedAsync,
            Expect.Status(503), Expect.Body(Before + "connection failure")) with
        { Needs = CaseNeeds.Backends, RunsAlone = true },
        Group.Driven(
            "the backend that was down is used again", RecoveredAsync, Expect.Cluster("pong")) with
        { Needs = CaseNeeds.Backends, RunsAlone = true },
        Group.Driven(
            "no connection within the connect timeout", ConnectTimeoutAsync,
            Expect.Status(503), Expect.Body(Before + "connection failure"),
            Expect.Took(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1))) with
        { Needs = CaseNeeds.Backends, RunsAlone = true },
        Group.Raw(
            "the upstream closes before headers", RawRequest.Get("/pong", "x-backend: close"),
            Expect.Status(503), Expect.Body(Before + "connection termination"), ExpectUpstream.Count(1)),
        Group.Raw(
            "the upstream resets before headers", RawRequest.Get("/pong", "x-backend: reset"),
            Expect.Status(503), Expect.BodyMatches(
                $"is '{Before}remote reset' or '... connection termination'", $"^{System.Text.RegularExpressions.Regex.Escape(Before)}(remote reset|connection termination)$")) with
        { Note = "Which of the two Envoy says for a TCP reset could not be confirmed." },
        Group.Raw(
            "a broken POST is not sent again", RawRequest.Post("/pong", "hello", "x-backend: close"), Expect.Status(503), ExpectUpstream.Count(1)),
        Group.Driven(
            "a cluster without hosts",
            (target, id, cancellation) => Exchange.Raw(RawRequest.Get(target.PathWithoutHosts!))(target, id, cancellation),
            Expect.Status(503), Expect.Body("no healthy upstream")) with
        { Needs = CaseNeeds.PathWithoutHosts },
        Group.Raw(
            "a failure after the headers went out (length known)", RawRequest.Get("/pong", "x-backend: partial-then-close"),
            Expect.Status(200), Expect.CutShort, Expect.ConnectionClosed),
        Group.Raw(
            "a failure after the headers went out (chunked)", RawRequest.Get("/pong", "x-backend: partial-chunk-then-close"),
            Expect.Status(200), Expect.CutShort, Expect.ConnectionClosed),
        Group.Raw(
            "an upgrade to WebSocket", RawRequest.Get(
                "/pong", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            Expect.Status(403), Expect.Body(""), Expect.ConnectionClosed, ExpectUpstream.Nothing),
        Group.Raw(
            "an upgrade to h2c is ignored", RawRequest.Get("/pong", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"),
            Expect.Cluster("pong"), Expect.Version("HTTP/1.1"), ExpectUpstream.NoHeader("upgrade"), ExpectUpstream.NoHeader("http2-settings")),
        Group.Raw(
            "CONNECT", RawRequest.Lines("CONNECT pong:80 HTTP/1.1", "Host: pong:80"),
            Expect.Status(403), Expect.Body(""), Expect.ConnectionClosed, ExpectUpstream.Nothing),
        Group.Raw("HTTP/1.0", RawRequest.Lines("GET /pong HTTP/1.0", "Host: {host}"), Expect.Status(426), Expect.Body(""), ExpectUpstream.Nothing),
        Group.Raw("HTTP/1.0 without Host", RawRequest.Lines("GET /pong HTTP/1.0"), Expect.Status(426), Expect.Body(""), ExpectUpstream.Nothing),
        Group.Raw("no Host", RawRequest.Lines("GET /pong HTTP/1.1"), Expect.Status(400), Expect.Body(""), ExpectUpstream.Nothing),
        Group.Driven(
            "the circuit breaker is full", OverflowAsync,
            Expect.Fact("the first answer", "after 1024 requests are held"),
            Expect.Status(503), Expect.Body(Before + "overflow"), Expect.Header("x-envoy-overloaded", "true")) with
        { Needs = CaseNeeds.Backends, RunsAlone = true, Limit = TimeSpan.FromSeconds(40) },
    ];

    private static async Task<Observation> RefusedAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        await target.Backends!.Pong.StopAsync();
        try
        {
            // The first may still meet a pooled connection that just ended.
            await Exchange.Raw(RawRequest.Get("/pong"))(target, id, cancellation);
            return await Exchange.Raw(RawRequest.Get("/pong"))(target, id, cancellation);
        }
        finally
        {
            await target.Backends.Pong.StartAsync();
        }
    }

    private static async Task<Observation> RecoveredAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        await RefusedAsync(target, id, cancellation);
        // A proxy that ejects failing hosts may need a moment; the specified one has no such thing.
        return await Exchange.Raw(RawRequest.Get("/pong"))(target, id, cancellation);
    }

    private static async Task<Observation> ConnectTimeoutAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        await target.Backends!.Pong.StallConnectionsAsync();
        try
        {
            await Exchange.Raw(RawRequest.Get("/pong"))(target, id, cancellation);
            return await Exchange.Raw(RawRequest.Get("/pong"))(target, id, cancellation);
        }
        finally
        {
            await target.Backends.Pong.StartAsync();
        }
    }

    // Plan: hold ever more requests at the backend until one is refused. With HTTP/1.1 upstream, 1024 have a connection and as many
    // more may wait for one; so the refusal comes after the 1024th and by the 2049th.
    private static async Task<Observation> OverflowAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        var bytes = RawRequest.Get("/pong", "x-backend: stall").ToBytes(target, id);
        var connections = new List<RawConnection>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var watch = Stopwatch.StartNew();
            var answers = new List<Task<(int Index, ObservedResponse Response)>>();
            while (connections.Count < 2100 && !answers.Exists(a => a.IsCompleted) && watch.Elapsed < target.RouteTimeout * 0.8)
            {
                var connection = await RawConnection.OpenAsync(target.Address, cancellation);
                connections.Add(connection);
                await connection.SendAsync(bytes, cancellation);
                answers.Add(AnswerAsync(connection, connections.Count, enough.Token));
                if (connections.Count % 64 == 0)
                    await Task.Delay(5, cancellation);
            }

            var (index, response) = await await Task.WhenAny(answers);
            var after = index > 1024 ? "after 1024 requests are held" : $"to request {index} of {connections.Count}";
            return Observation.Of(response) with { Facts = new Dictionary<string, string> { ["the first answer"] = after } };
        }
        finally
        {
            await enough.CancelAsync();
            connections.ForEach(c => c.Dispose());
        }
    }

    private static async Task<(int Index, ObservedResponse Response)> AnswerAsync(RawConnection connection, int index, CancellationToken cancellation) =>
        (index, await connection.ReadResponseAsync(false, cancellation));
}
