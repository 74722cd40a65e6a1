using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>Clients that take their time, and clients that are many. The long form, <c>RELIABILITY_LONG=1</c>, has ten times as many.</summary>
public sealed class SlowClientTests(HostileEdge system) : IClassFixture<HostileEdge>
{
    private const string Chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RELIABILITY_LONG") == "1";
    private static readonly int Many = IsLong ? 9_000 : 1_000;

    // A body under way is a request to the cluster, and its circuit breaker takes 1,024 (docs/reliability.md): this is about what is within.
    private static readonly int ManyRequests = IsLong ? 900 : 500;
    // Each is some megabytes in the buffers of the system before it stands still: with 900 the two cores do nothing else for three seconds.
    private static readonly int ManyAnswers = IsLong ? 450 : 100;
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(100);

    [Fact]
    public Task IdleConnections_CostLittle() => ManyAsync("idle connections", "", drips: "");

    // Heads that are not complete cost 17 kB each: 9,000 of them 156 MB.
    [Fact]
    public Task HeadersThatNeverEnd_CostLittle() => ManyAsync("headers byte by byte", "GET /slow HTTP/1.1\r\nHost: h\r\nX: ", drips: "a", memoryLimit: 200);

    [Fact]
    public Task BodiesThatNeverEnd_CostLittle() => ManyAsync("bodies byte by byte", "POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n", drips: "a", ManyRequests);

    [Fact]
    public Task AnswersThatAreNotRead_CostLittle() => ManyAsync("answers of 100 MB that are not read", "GET /big/100000000 HTTP/1.1\r\nHost: h\r\n\r\n", drips: "", ManyAnswers);

    [Fact]
    public Task HeadersWithoutEnd_AreRefused() => FloodAsync("a header without end", "GET / HTTP/1.1\r\nHost: h\r\nX: ", new string('a', 16_000));

    [Fact]
    public Task HeaderLinesWithoutEnd_AreRefused() => FloodAsync("header lines without end", "GET / HTTP/1.1\r\nHost: h\r\n", string.Concat(Enumerable.Repeat("x: y\r\n", 2_000)));

    [Fact]
    public Task ATargetWithoutEnd_IsRefused() => FloodAsync("a target without end", "GET /", new string('a', 16_000));

    [Fact]
    public Task AChunkExtensionWithoutEnd_IsRefused() => FloodAsync("a chunk extension without end", Chunked + "1;", new string('a', 16_000));

    [Fact]
    public Task ManyChunkExtensions_AreRefused() =>
        FloodAsync("chunk extensions, 1 kB for each byte", Chunked, string.Concat(Enumerable.Repeat($"1;{new string('a', 1_000)}\r\n.\r\n", 16)));

    [Fact]
    public Task TrailersWithoutEnd_AreRefused() => FloodAsync("trailers without end", Chunked + "0\r\n", string.Concat(Enumerable.Repeat("x: y\r\n", 2_000)));

    [Fact]
    public Task ATrailerWithoutEnd_IsRefused() => FloodAsync("one trailer without end", Chunked + "0\r\nx: ", new string('a', 16_000));

    [Fact]
    public Task EmptyLinesWithoutEnd_AreRefused() => FloodAsync("empty lines without end", "", string.Concat(Enumerable.Repeat("\r\n", 8_000)));

    [Fact]
    public async Task HardenedProfile_HeadThatTakesTooLong_IsRefusedWith408()
    {
        await using var edge = await EdgeProcess.StartAsync([system.Upstream.Port], "Edge:Profile=Hardened", "Edge:Listener:RequestTimeout=1s");
        using var connection = await edge.ConnectAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var answer = connection.ReadResponseAsync(toHead: false, limit.Token);
        await connection.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: h\r\nX: "), limit.Token);
        while (!answer.IsCompleted)
        {
            await connection.SendAsync("a"u8.ToArray(), limit.Token);
            await Task.WhenAny(answer, Task.Delay(Drip, limit.Token));
        }

        Assert.Equal(408, (await answer).Status);
    }

    private Task FloodAsync(string what, string opening, string more) =>
        system.EnduresAsync(what, AttackOutcome.ConnectionEnded, () => Flood.RunAsync(system.Edge.Address, Encoding.ASCII.GetBytes(opening), _ => Encoding.ASCII.GetBytes(more), reads: true));

    private Task ManyAsync(string what, string opening, string drips, int? count = null, double memoryLimit = 150) => system.EnduresAsync(
        what, AttackOutcome.ConnectionsKept, () => HoldAsync(opening, drips, count ?? Many), memoryLimit);

    private async Task<AttackOutcome> HoldAsync(string opening, string drips, int count)
    {
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < count; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, system.Edge.Port));
                await socket.SendAsync(Encoding.ASCII.GetBytes(opening));
            }

            for (var round = 0; round < 10; round++)
            {
                await Task.Delay(Drip);
                if (drips.Length > 0)
                    sockets.ForEach(socket => socket.Send(Encoding.ASCII.GetBytes(drips)));
            }

            return sockets.TrueForAll(socket => socket.Connected) ? AttackOutcome.ConnectionsKept : AttackOutcome.ConnectionEnded;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }
}
