namespace EdgeProxy.Conformance;

/// <summary>Draining by <c>POST /healthcheck/fail</c>, and back by <c>POST /healthcheck/ok</c>.</summary>
internal static class DrainCases
{
    private static readonly CaseGroup Group = new("drain");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Draining("/ready is 503", ClientExchange.Admin(HttpMethod.Get, "/ready"), Expect.Status(503), Expect.BodyHas("DRAINING")),
        Draining("the listener still accepts", Exchange.Raw(RawRequest.Get("/pong")), Expect.Cluster("pong")),
        Draining(
            "HTTP/1 answers carry connection: close", Exchange.Raw(RawRequest.Get("/pong"), lookForEnd: true),
            Expect.Cluster("pong"), Expect.Header("connection", "close"), Expect.ConnectionClosed),
        Draining("HTTP/2 gets GOAWAY", GoAwayAsync, Expect.Fact("answer", ":status 200"), Expect.Fact("then", "GOAWAY")),
        Group.Driven(
            "/healthcheck/ok ends it",
            async (target, id, cancellation) =>
            {
                using var admin = ClientExchange.NewClient();
                await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Post, "/healthcheck/fail", cancellation);
                await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Post, "/healthcheck/ok", cancellation);
                return await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Get, "/ready", cancellation);
            },
            Expect.Status(200), Expect.BodyHas("LIVE")) with
        { Needs = CaseNeeds.Admin, RunsAlone = true },
    ];

    private static ConformanceCase Draining(
        string name, Func<ConformanceTarget, string, CancellationToken, Task<Observation>> drive, params Expectation[] expectations) => Group.Driven(
        name,
        async (target, id, cancellation) =>
        {
            using var admin = ClientExchange.NewClient();
            await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Post, "/healthcheck/fail", cancellation);
            try
            {
                return await drive(target, id, cancellation);
            }
            finally
            {
                await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Post, "/healthcheck/ok", CancellationToken.None);
            }
        },
        expectations) with
        { Needs = CaseNeeds.Admin, RunsAlone = true };

    private static async Task<Observation> GoAwayAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await Http2Connection.OpenAsync(target.Address, inPieces: false, cancellation);
        await connection.SendRequestAsync(
            1, [(":method", "GET"), (":scheme", "http"), (":path", "/pong"), (":authority", target.Host), (RawRequest.IdHeader, id)], cancellation);
        string answer = "none", then = "nothing";
        while ((answer == "none" || then == "nothing")
            && await connection.ReadAsync(cancellation, Http2FrameType.Headers, Http2FrameType.GoAway) is { } frame)
        {
            if (frame.Type == Http2FrameType.GoAway)
                then = "GOAWAY";
            else
                answer = HpackNames.Read(frame.Payload)[0];
        }

        return Observation.OfFacts(("answer", answer), ("then", then));
    }
}
