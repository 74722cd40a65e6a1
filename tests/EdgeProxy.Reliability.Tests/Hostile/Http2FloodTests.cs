using EdgeProxy.Conformance;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>What one HTTP/2 connection can do to the others: nothing.</summary>
public sealed class Http2FloodTests(HostileEdge system) : IClassFixture<HostileEdge>
{
    private const int Frames = 200;
    private const ushort InitialWindowSize = 4;

    [Fact]
    public Task RapidReset_HonestClientsAreServed() => FloodAsync("rapid reset (CVE-2023-44487)", AttackOutcome.ConnectionEnded, FrameBatch.Opening(), reads: true, number => Many((batch, frame) =>
    {
        var stream = (((number * Frames) + frame) * 2) + 1;
        batch.Request(stream, "/reset").Add(Http2FrameType.ResetStream, 0, stream, [0, 0, 0, 8]);
    }));

    [Fact]
    public Task ContinuationsWithoutEnd_HonestClientsAreServed() => FloodAsync(
        "CONTINUATION without end (CVE-2024-27316)",
        AttackOutcome.ConnectionEnded,
        FrameBatch.Opening().Request(1, "/continued", FrameBatch.EndStream),
        reads: true,
        _ => Many((batch, frame) => batch.Add(Http2FrameType.Continuation, 0, 1, FrameBatch.Block(($"x-{frame}", "v")))));

    [Fact]
    public Task EmptyContinuations_HonestClientsAreServed() => FloodAsync(
        "empty CONTINUATION frames",
        AttackOutcome.Answered,
        FrameBatch.Opening().Request(1, "/continued", FrameBatch.EndStream),
        reads: true,
        _ => Many((batch, _) => batch.Add(Http2FrameType.Continuation, 0, 1, [])));

    [Fact]
    public Task Settings_HonestClientsAreServed() => FloodAsync("SETTINGS flood (CVE-2019-9515)", AttackOutcome.Answered, FrameBatch.Opening(), reads: true, _ => Many((batch, _) => batch.Settings((3, 100))));

    [Fact]
    public Task SettingsWhoseAnswersAreNotRead_HonestClientsAreServed() =>
        FloodAsync("SETTINGS flood, answers not read", AttackOutcome.NotRead, FrameBatch.Opening(), reads: false, _ => Many((batch, _) => batch.Settings((3, 100))));

    [Fact]
    public Task Pings_HonestClientsAreServed() => FloodAsync("PING flood (CVE-2019-9512)", AttackOutcome.Answered, FrameBatch.Opening(), reads: true, _ => Many((batch, _) => batch.Add(Http2FrameType.Ping, 0, 0, "12345678"u8)));

    [Fact]
    public Task PingsWhoseAnswersAreNotRead_HonestClientsAreServed() =>
        FloodAsync("PING flood, answers not read", AttackOutcome.NotRead, FrameBatch.Opening(), reads: false, _ => Many((batch, _) => batch.Add(Http2FrameType.Ping, 0, 0, "12345678"u8)));

    [Fact]
    public Task EmptyDataFrames_HonestClientsAreServed() => FloodAsync(
        "empty DATA frames (CVE-2019-9518)",
        AttackOutcome.Answered,
        FrameBatch.Opening().Request(1, "/data", FrameBatch.EndHeaders),
        reads: true,
        _ => Many((batch, _) => batch.Add(Http2FrameType.Data, 0, 1, [])));

    [Fact]
    public Task Priorities_HonestClientsAreServed() =>
        FloodAsync("PRIORITY flood (CVE-2019-9513)", AttackOutcome.Answered, FrameBatch.Opening(), reads: true, _ => Many((batch, frame) => batch.Add(Http2FrameType.Priority, 0, (frame * 2) + 1, [0, 0, 0, 0, 16])));

    [Fact]
    public Task WindowsOpenedByteByByte_HonestClientsAreServed() => FloodAsync(
        "windows opened byte by byte (CVE-2019-9511)",
        AttackOutcome.Answered,
        FrameBatch.Opening((InitialWindowSize, 0)).Request(1, "/big/10000000"),
        reads: true,
        _ => Many((batch, _) => batch.Add(Http2FrameType.WindowUpdate, 0, 1, [0, 0, 0, 1])));

    [Fact]
    public Task StreamsWithoutAWindow_HonestClientsAreServed() => system.EnduresAsync("100 streams of 10 MB each without a window", AttackOutcome.Answered, async () =>
    {
        var opening = FrameBatch.Opening((InitialWindowSize, 0));
        for (var stream = 1; stream < 200; stream += 2)
            opening.Request(stream, "/big/10000000");
        return await Flood.RunAsync(system.Edge.Address, opening.ToBytes(), more: null, reads: true);
    });

    [Fact]
    public Task HeadersThatGrowWhenTheyAreRead_HonestClientsAreServed() => FloodAsync(
        "an HPACK bomb (CVE-2016-6581)",
        AttackOutcome.ConnectionEnded,
        FrameBatch.Opening(),
        reads: true,
        number =>
        {
            // One long header into the dynamic table, then one byte for each time it is named again.
            byte[] entry = [0x40, 1, (byte)'x', 0x7F, 0x81, 0x1E, .. Enumerable.Repeat((byte)'v', 4_000)];
            var block = FrameBatch.Block((":method", "GET"), (":scheme", "http"), (":path", "/bomb"), (":authority", "h"));
            return new FrameBatch().Add(Http2FrameType.Headers, FrameBatch.EndStream | FrameBatch.EndHeaders, (number * 2) + 1, [.. block, .. entry, .. Enumerable.Repeat((byte)0xBE, 8_000)]).ToBytes();
        });

    /// <summary>Names and values that would be more than themselves in an HTTP/1 request upstream.</summary>
    [Fact]
    public async Task HeadersThatWouldEndAnHttp1Line_NothingOfThemIsARequestUpstream()
    {
        const string Break = "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
        (string, string)[] usual = [(":method", "POST"), (":scheme", "http"), (":path", "/a"), (":authority", "h")];
        (string, string)[][] attempts =
        [
            [.. usual, ("x", $"y{Break}")], [.. usual, ($"x: y{Break}", "z")], [.. usual, ("x", "y\r\nTransfer-Encoding: chunked")], [.. usual, ("x", "y\nz")], [.. usual, ("x", "y\rz")], [.. usual, ("x", "y\0z")],
            [.. usual, ("X", "y")], [.. usual, ("x y", "z")], [.. usual, ("x:", "z")], [.. usual, ("", "z")], [.. usual, ("x", " y")], [.. usual, ("x\u00ff", "y")],
            [.. usual, ("transfer-encoding", "chunked")], [.. usual, ("connection", "x")], [.. usual, ("connection", "content-length"), ("content-length", "5")], [.. usual, ("keep-alive", "1")], [.. usual, ("proxy-connection", "x")],
            [.. usual, ("upgrade", "h2c")], [.. usual, ("te", "gzip")], [.. usual, ("te", "trailers")], [.. usual, ("content-length", "100")], [.. usual, ("content-length", "+5")], [.. usual, ("content-length", "5, 5")],
            [.. usual, ("content-length", "5"), ("content-length", "6")], [.. usual, ("content-length", "")], [.. usual, ("host", "other")], [.. usual, ("host", "h"), ("host", "i")], [.. usual, ("content-length", "5\r\nx: y")],
            .. new[] { $"/a HTTP/1.1{Break}", "/a HTTP/1.1\r\nX: y", "/a b", "/a\tb", "/a\0", "/a\u00ff", "a", "", "*", "http://evil/a", "//evil/a", "/a#b", "?a" }
                .Select(path => ((string, string)[])[usual[0], usual[1], (":path", path), usual[3]]),
            .. new[] { $"GET /a HTTP/1.1{Break}", "GET /smuggled", "G T", "", "CONNECT", "GET\r\nX: y" }.Select(method => ((string, string)[])[(":method", method), .. usual[1..]]),
            .. new[] { "h\r\nX: y", "h i", "h/../", "h@i", "", "h\0", "h:x" }.Select(host => ((string, string)[])[.. usual[..3], (":authority", host)]),
            .. new[] { "http://evil/", "http\r\nX: y", "", "https", "file" }.Select(scheme => ((string, string)[])[usual[0], (":scheme", scheme), .. usual[2..]]),
            [.. usual, (":path", "/smuggled")], [.. usual[1..], ("x", "y"), usual[0]], [.. usual, (":unknown", "x")], [.. usual[..2], usual[3]], usual[1..], [.. usual[..3]], [.. usual, (":status", "200")],
        ];
        await Task.WhenAll(attempts.Select(headers => SendAsync(
            FrameBatch.Opening().Add(Http2FrameType.Headers, FrameBatch.EndHeaders, 1, FrameBatch.Block(headers)).Add(Http2FrameType.Data, FrameBatch.EndStream, 1, "12345"u8).ToBytes())));

        // Trailers, after the body.
        await SendAsync(FrameBatch.Opening().Add(Http2FrameType.Headers, FrameBatch.EndHeaders, 1, FrameBatch.Block(usual)).Add(Http2FrameType.Data, 0, 1, "12345"u8)
            .Add(Http2FrameType.Headers, FrameBatch.EndStream | FrameBatch.EndHeaders, 1, FrameBatch.Block((":path", "/smuggled"), ("host", "evil"))).ToBytes());

        Support.Figures.Report($"{attempts.Length + 1} requests; {system.Upstream.Targets.Count(target => !target.StartsWith("/b", StringComparison.Ordinal))} of them understood");
        Assert.Empty(system.Upstream.Breaches);
        Assert.DoesNotContain("/smuggled", system.Upstream.Targets);
    }

    private static byte[] Many(Action<FrameBatch, int> add)
    {
        var batch = new FrameBatch();
        for (var frame = 0; frame < Frames; frame++)
            add(batch, frame);
        return batch.ToBytes();
    }

    private Task FloodAsync(string what, AttackOutcome expected, FrameBatch opening, bool reads, Func<int, byte[]> more) =>
        system.EnduresAsync(what, expected, () => Flood.RunAsync(system.Edge.Address, opening.ToBytes(), more, reads));

    /// <summary>Sends frames and GOAWAY, after which the edge ends the connection once all was answered.</summary>
    private async Task SendAsync(byte[] bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        using var connection = await system.Edge.ConnectAsync();
        await connection.SendAsync((byte[])[.. bytes, .. new FrameBatch().Add(Http2FrameType.GoAway, 0, 0, new byte[8]).ToBytes()], limit.Token);
        await connection.WaitForEndAsync(TimeSpan.FromMilliseconds(500), limit.Token);
    }
}
