using System.Net;
using System.Net.Sockets;
using EdgeProxy.Conformance;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>HTTP/2 carries lengths, not lines: what would end a line, a target or a head of HTTP/1.1 may be in any name and value.</summary>
public sealed class Http2SmugglingTests(HostileEdge system) : IClassFixture<HostileEdge>
{
    private const string Hidden = "GET /smuggled/h2 HTTP/1.1\r\nHost: h\r\n\r\n";
    private static readonly byte[] Ping = new FrameBatch().Add(Http2FrameType.Ping, 0, 0, new byte[8]).ToBytes();
    private static readonly string[] Ends = ["\r\n", "\n", "\r", "\0", "\r\n\r\n", "\r\n\r\n" + Hidden, "\n\n" + Hidden, " HTTP/1.1\r\nX: y\r\n\r\n" + Hidden];
    private static readonly string[] Names = ["x", "content-length", "transfer-encoding", "connection", "cookie", "te", "host", ":path", ":method", ":authority", ":scheme"];

    /// <summary>Each end in each place, and names that are none.</summary>
    public static IEnumerable<(string Name, string Value)> Fields =>
    [
        .. Names.SelectMany(name => Ends, (name, end) => (name, "a" + end)),
        .. Ends.Select(end => ($"x{end}y", "a")),
        ("transfer-encoding", "chunked"), ("content-length", "5"), ("connection", "x"), ("X-Upper", "a"), ("", "a"), ("x y", "a"), ("x:y", "a"), (":path", "/a b"), (":path", "a"), (":method", "GET /smuggled/h2 HTTP/1.1"),
    ];

    [Fact]
    public async Task OfNoFieldGetsThrough()
    {
        foreach (var field in Fields)
            await SendAsync(field);

        Support.Figures.Report($"{Fields.Count()} HTTP/2 requests, {system.Upstream.Breaches.Count} breaches");
        Assert.Equal("/after 0", await system.Edge.Client.GetStringAsync("/after", TestContext.Current.CancellationToken));
        Assert.Empty(system.Upstream.Breaches);
        Assert.DoesNotContain(system.Upstream.Targets, target => target.StartsWith(SmugglingVariants.Prefix, StringComparison.Ordinal));
    }

    /// <summary>Sends a request with the field, in the place of its own where it has that already, and waits until the edge has read it.</summary>
    private async Task SendAsync((string Name, string Value) field)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, system.Edge.Port), limit.Token);
        (string Name, string Value)[] usual = [(":method", "GET"), (":scheme", "http"), (":path", "/h2"), (":authority", "h")];
        var block = FrameBatch.Block([.. usual.Where(header => header.Name != field.Name), field]);
        var bytes = FrameBatch.Opening().Add(Http2FrameType.Headers, FrameBatch.EndStream | FrameBatch.EndHeaders, 1, block).Raw(Ping).ToBytes();
        await socket.SendAsync(bytes, SocketFlags.None, limit.Token);

        // The answer to the request, the end of its stream, or that of the connection.
        var seen = new List<byte>();
        var buffer = new byte[4096];
        while (!Answers(seen))
        {
            var count = await ReceiveAsync(socket, buffer, limit.Token);
            if (count == 0)
                return;
            seen.AddRange(buffer[..count]);
        }
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>Whether a frame of the first stream is among those that came whole.</summary>
    private static bool Answers(List<byte> bytes)
    {
        for (var place = 0; place + 9 <= bytes.Count;)
        {
            var length = (bytes[place] << 16) | (bytes[place + 1] << 8) | bytes[place + 2];
            var type = (Http2FrameType)bytes[place + 3];
            if (bytes[place + 8] == 1 && type is Http2FrameType.Headers or Http2FrameType.ResetStream)
                return true;
            place += 9 + length;
        }

        return false;
    }
}
