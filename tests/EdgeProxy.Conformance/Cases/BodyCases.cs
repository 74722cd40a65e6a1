namespace EdgeProxy.Conformance;

/// <summary>Bodies of any size are streamed, in both directions.</summary>
internal static class BodyCases
{
    private const int MiB = 1024 * 1024;

    private static readonly CaseGroup Group = new("bodies");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Group.Raw(
            "a length that is known stays known", RawRequest.Post("/pong", "hello"),
            Expect.Cluster("pong"), ExpectUpstream.Header("content-length", "5"), ExpectUpstream.Body("hello")),
        Group.Raw(
            "an empty POST", RawRequest.Post("/pong", ""), Expect.Cluster("pong"), ExpectUpstream.Header("content-length", "0")),
        Group.Raw(
            "a chunked request", RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked") with
            {
                Body = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
            },
            Expect.Cluster("pong"), ExpectUpstream.Body("hello world")),
        Group.Raw("a GET with a body", RawRequest.Lines("GET /pong HTTP/1.1", "Host: {host}", "Content-Length: 2") with { Body = "hi" },
            Expect.Cluster("pong"), ExpectUpstream.Body("hi")),
        Group.Raw("a chunked answer", RawRequest.Get("/pong", "x-backend: chunked"), Expect.Status(200), Expect.Body("firstsecond")),
        Group.Raw("an answer that ends with its connection", RawRequest.Get("/pong", "x-backend: until-close"), Expect.Body("pong you ...")),
        Group.Raw("a body comes back as it was", RawRequest.Post("/pong", "a\0b\u00ff\r\n\r\nc", "x-backend: echo"), Expect.Body("a\0b\u00ff\r\n\r\nc")),
        Group.Driven("an upload of 64 MiB", UploadAsync, Expect.Cluster("pong"), ExpectUpstream.BodyLength(64L * MiB)),
        Group.Raw("a download of 64 MiB", RawRequest.Get("/pong", "x-backend: big=64"), Expect.Status(200), Expect.BodyLength(64L * MiB)),
        Group.Driven(
            "the answer's start arrives before its end is written", StreamedAnswerAsync, Expect.Fact("first chunk", "early"), Expect.Body("earlylate")) with
        { Needs = CaseNeeds.Backends, Limit = TimeSpan.FromSeconds(5) },
    ];

    private static async Task<Observation> UploadAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        var head = RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", $"Content-Length: {64 * MiB}");
        using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
        await connection.SendAsync(head.ToBytes(target, id), cancellation);
        var block = new byte[MiB];
        for (var i = 0; i < 64; i++)
            await connection.SendAsync(block, cancellation);
        return Observation.Of(await connection.ReadResponseAsync(false, cancellation));
    }

    // The backend writes the answer's head and first chunk before it reads the request's body, which is held back until they are here.
    private static async Task<Observation> StreamedAnswerAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        var request = RawRequest.Lines("POST /pong HTTP/1.1", "Host: {host}", "Content-Length: 5", "x-backend: early-head");
        using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
        await connection.SendAsync(request.ToBytes(target, id), cancellation);
        var head = await connection.ReadHeadAsync(cancellation);
        if (head.Status != 200)
            return Observation.Of(head);
        var first = await connection.ReadChunkAsync(cancellation);
        await connection.SendAsync("hello"u8.ToArray(), cancellation);
        var rest = await connection.ReadBodyAsync(head, false, cancellation);
        return Observation.Of(rest with { Body = System.Text.Encoding.Latin1.GetBytes(first + rest.Text) }) with
        {
            Facts = new Dictionary<string, string> { ["first chunk"] = first },
        };
    }
}
