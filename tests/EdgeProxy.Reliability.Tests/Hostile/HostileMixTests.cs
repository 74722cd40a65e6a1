using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// Every kind of hostile client at the same time, against 64 honest connections, with outlier detection and circuit breakers as sensitive as they can be. Five seconds;
/// a minute in the long form, <c>RELIABILITY_LONG=1</c>.
/// </summary>
public sealed class HostileMixTests : IAsyncLifetime
{
    private const int HonestConnections = 64;
    private const int SlowHeads = 16;
    private const string Chunked = "POST /mix HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Sized = "POST /mix HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("RELIABILITY_LONG") == "1" ? 60 : 5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // The client waits for the answer of these: a refusal, or a timeout of the edge.
    private static readonly string[] Answered =
    [
        Chunked + "zz\r\n", Chunked + "5\r\nhellooo\r\n", Chunked + "0\r\nx(: 1\r\n\r\n", Chunked + "1;" + new string('e', 20_000), Chunked + "5\r\nhel", Sized + "hel",
        "POST /mix HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n" + new string('b', 300_000),
        "POST /mix HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "POST /mix HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "GET /mix HTTP/1.1\r\nHost: a:99999\r\n\r\n", "GET /mix HTTP/1.1\r\nHost: a..b\r\n\r\n", "GET /mix HTTP/1.1\r\nHost: ~\r\n\r\n", "GET /mix HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /mix HTTP/1.1\r\n\r\n",
        "GET http://~/mix HTTP/1.1\r\nHost: h\r\n\r\n", "GET /mix\0 HTTP/1.1\r\nHost: h\r\n\r\n", "G@T /mix HTTP/1.1\r\nHost: h\r\n\r\n", "GET /mix HTTP/9.1\r\nHost: h\r\n\r\n",
        "GET /mix HTTP/1.1\r\nHost: h\r\nConnection: " + string.Join(',', Enumerable.Range(0, 2_000).Select(number => $"x{number}")) + "\r\n\r\n",
        "GET /mix HTTP/1.1\r\nHost: h\r\nx: " + new string('x', 70_000) + "\r\n\r\n", "GET /mix HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n",
        "GET /mix HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + new string('\0', 64),
    ];

    // After these the client resets the connection.
    private static readonly string[] Reset = ["", "GET /mi", Sized, Sized + new string('b', 50_000), Chunked + "5\r\nhello\r\n", "GET /big/1000000 HTTP/1.1\r\nHost: h\r\n\r\n"];

    private readonly StrictUpstream _upstream = new();
    private EdgeProcess _edge = null!;

    public async ValueTask InitializeAsync() => _edge = await EdgeProcess.StartAsync(
        [_upstream.Port],
        [
            .. new[]
            {
                "OutlierDetection:Consecutive5xx=1", "OutlierDetection:ConsecutiveGatewayFailure=1", "OutlierDetection:MaxEjectionPercent=100", "OutlierDetection:BaseEjectionTime=1h",
                "HealthyPanicThreshold=0", "CircuitBreakers:RetryBudgetPercent=20", "CircuitBreakers:MinRetryConcurrency=1",
            }.Select(setting => $"ReverseProxy:Clusters:ping-cluster:{setting}"),
            "Edge:Listener:MaxRequestBodyBytes=200000", "Edge:Listener:StreamIdleTimeout=2s", "Edge:Listener:RequestTimeout=3s",
        ]);

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task EveryKindOfHostileClientAtOnce_HonestRequestsAreServedAndMemoryComesBack()
    {
        // The first of each kind costs memory that stays: compiled code and pools.
        await AttackAsync(WarmUp);
        var (quietP99, quietMemory) = await ServeQuietlyAsync();

        await using var honest = new HonestClients(_edge.Address, HonestConnections, (int)Pause.TotalMilliseconds);
        await Eventually.HoldsAsync("honest clients are served", () => honest.Served > HonestConnections);
        var attacks = await AttackAsync(Duration);
        var during = _edge.Process.Usage();
        var (wrong, p99) = await honest.StopAsync();

        Assert.Empty(wrong);
        Assert.Empty(_upstream.Breaches);
        Assert.All(attacks, count => Assert.InRange(count, 1, int.MaxValue));
        foreach (var counter in new[] { "outlier_detection.ejections_active", "upstream_rq_pending_overflow", "upstream_rq_retry" })
            Assert.Equal(0, await _edge.StatAsync($"cluster.ping-cluster.{counter}"));
        // Honest requests go on, as they do after an attack: the collector runs for them.
        await using var later = new HonestClients(_edge.Address, HonestConnections, (int)Pause.TotalMilliseconds);
        var after = 0.0;
        await Eventually.HoldsAsync("memory is back within 20 %", () => (after = _edge.Process.Usage().MemoryMegabytes) <= quietMemory * 1.2);
        Figures.Report($"the hostile mix: {attacks.Sum()} attacks in {Duration.TotalSeconds:0} s, {honest.Served} honest requests, 0 failed, p99 {p99.TotalMilliseconds:0.0} ms, quiet {quietP99.TotalMilliseconds:0.0} ms; memory {quietMemory:0} MB before, {during.MemoryMegabytes:0} MB at its end, {after:0} MB after it");
    }

    /// <summary>Every kind at once.</summary>
    /// <returns>How often each was done.</returns>
    private async Task<int[]> AttackAsync(TimeSpan duration)
    {
        using var end = new CancellationTokenSource(duration);
        return await Task.WhenAll(
        [
            .. Answered.Select(bytes => RepeatAsync(cancellation => SendAndReadAsync(bytes, cancellation), end.Token)),
            .. Reset.Select(bytes => RepeatAsync(cancellation => SendAndResetAsync(bytes, cancellation), end.Token)),
            .. Enumerable.Range(0, SlowHeads).Select(_ => RepeatAsync(SendHeadSlowlyAsync, end.Token)),
            RepeatAsync(ResetStreamsAsync, end.Token),
        ]);
    }

    /// <summary>The same honest clients without the others, as long: the wait of 99 in 100, and the memory.</summary>
    private async Task<(TimeSpan P99, double MemoryMegabytes)> ServeQuietlyAsync()
    {
        await using var honest = new HonestClients(_edge.Address, HonestConnections, (int)Pause.TotalMilliseconds);
        using var end = new CancellationTokenSource(Duration);
        await RepeatAsync(cancellation => Task.Delay(Pause, cancellation), end.Token);
        var (wrong, p99) = await honest.StopAsync();
        Assert.Empty(wrong);
        return (p99, _edge.Process.Usage().MemoryMegabytes);
    }

    private static async Task<int> RepeatAsync(Func<CancellationToken, Task> attackAsync, CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            for (; ; count++)
            {
                try
                {
                    await attackAsync(cancellation);
                }
                catch (Exception ended) when (ended is IOException or SocketException)
                {
                    // The edge ended the connection while the attack went on.
                }

                await Task.Delay(Pause, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            return count;
        }
    }

    private async Task SendAndReadAsync(string bytes, CancellationToken cancellation)
    {
        using var socket = await ConnectAsync(cancellation);
        await SendAsync(socket, bytes, cancellation);
        await socket.ReceiveAsync(new byte[1024], SocketFlags.None, cancellation);
    }

    private async Task SendAndResetAsync(string bytes, CancellationToken cancellation)
    {
        using var socket = await ConnectAsync(cancellation);
        socket.LingerState = new LingerOption(true, 0);
        await SendAsync(socket, bytes, cancellation);
    }

    /// <summary>A <c>Connection</c> header that comes with 160 bytes a second.</summary>
    private async Task SendHeadSlowlyAsync(CancellationToken cancellation)
    {
        using var socket = await ConnectAsync(cancellation);
        await SendAsync(socket, "GET /mix HTTP/1.1\r\nHost: h\r\nConnection: a", cancellation);
        while (true)
        {
            await SendAsync(socket, ",aa", cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task ResetStreamsAsync(CancellationToken cancellation)
    {
        using var socket = await ConnectAsync(cancellation);
        var batch = FrameBatch.Opening();
        for (var stream = 1; stream < 100; stream += 2)
            batch.Request(stream, "/mix").Add(Http2FrameType.ResetStream, 0, stream, [0, 0, 0, 8]);
        await socket.SendAsync(batch.ToBytes(), cancellation);
        await socket.ReceiveAsync(new byte[1024], SocketFlags.None, cancellation);
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _edge.Port), cancellation);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text, CancellationToken cancellation)
    {
        for (ReadOnlyMemory<byte> bytes = Encoding.Latin1.GetBytes(text); !bytes.IsEmpty;)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }
}
