using System.Net;
using System.Net.Sockets;
using EdgeProxy.Gateway.Upstream;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

public sealed class Http1ConnectionPoolTests : IAsyncLifetime
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);
    private readonly TcpListener _host = new(IPAddress.Loopback, 0);
    private readonly FakeTimeProvider _time = new();
    private readonly Http1ConnectionPool _pool;
    private int _closed;

    public Http1ConnectionPoolTests() => _pool = new Http1ConnectionPool(ConnectAsync, () => Interlocked.Increment(ref _closed), IdleTimeout, _time);

    public ValueTask InitializeAsync()
    {
        _host.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Connection_ThatWasUsedLast_IsTakenFirst()
    {
        var (first, _) = await OpenAsync();
        var (second, _) = await OpenAsync();
        _pool.Return(first);
        _pool.Return(second);
        Assert.Same(second, _pool.TryRent());
        Assert.Same(first, _pool.TryRent());
        Assert.Null(_pool.TryRent());
        first.Dispose();
        second.Dispose();
        Assert.Equal(2, _closed);
    }

    [Fact]
    public async Task Connection_ThatIsTakenAgain_ReceivesWhatComesForIt()
    {
        var (connection, host) = await OpenAsync();
        _pool.Return(connection);
        Assert.Same(connection, _pool.TryRent());
        await connection.SendAsync("ping"u8.ToArray(), TestContext.Current.CancellationToken);
        var request = new byte[10];
        Assert.Equal(4, await host.ReceiveAsync(request));
        await host.SendAsync("pong"u8.ToArray());
        connection.Extend(await connection.ReceiveAsync());
        Assert.Equal("pong"u8.ToArray(), connection.Input.ToArray());
        connection.Dispose();
    }

    [Theory]
    [InlineData("closes")]
    [InlineData("resets")]
    [InlineData("speaks")]
    public async Task Connection_ThatIsOfNoUse_LeavesByItselfAndIsNeverTaken(string how)
    {
        var (connection, host) = await OpenAsync();
        _pool.Return(connection);
        if (how == "speaks")
            await host.SendAsync("HTTP/1.1 408 Request Timeout\r\n\r\n"u8.ToArray());
        if (how == "resets")
            host.LingerState = new LingerOption(true, 0);
        if (how != "speaks")
            host.Dispose();
        await Eventually.HoldsAsync("a pool without it", () => _pool.Count == 0);
        Assert.Null(_pool.TryRent());
        await Eventually.HoldsAsync("its end", () => _closed == 1);
    }

    /// <summary>Whether or not its watch has said so: the end may be here, and its notice on the way.</summary>
    [Fact]
    public async Task Connection_ThatTheHostHasJustClosed_IsNeverTaken()
    {
        for (var round = 0; round < 200; round++)
        {
            var (connection, host) = await OpenAsync();
            _pool.Return(connection);
            host.Dispose();
            Assert.Null(_pool.TryRent());
        }
    }

    [Fact]
    public async Task Connection_WithBytesLeftOver_IsClosed()
    {
        var (connection, host) = await OpenAsync();
        await host.SendAsync("left"u8.ToArray());
        connection.Extend(await connection.ReceiveAsync());
        _pool.Return(connection);
        Assert.Equal((0, 1), (_pool.Count, _closed));
    }

    [Fact]
    public async Task Connection_ThatIsNotNeeded_EndsAfterTheIdleTimeout()
    {
        var (old, oldHost) = await OpenAsync();
        var (young, _) = await OpenAsync();
        _pool.Return(old);
        _time.Advance(IdleTimeout / 2);
        _pool.Return(young);
        _time.Advance(IdleTimeout / 2);
        Assert.Equal(1, _pool.Count);
        Assert.Equal(0, await ReceiveAsync(oldHost));
        _time.Advance(IdleTimeout / 2);
        Assert.Equal(0, _pool.Count);
        await Eventually.HoldsAsync("the end of both", () => _closed == 2);
    }

    [Fact]
    public async Task Connections_OfAHostThatLeaves_End()
    {
        var (idle, idleHost) = await OpenAsync();
        var (used, usedHost) = await OpenAsync();
        _pool.Return(idle);
        _pool.Dispose();
        Assert.Equal(0, await ReceiveAsync(idleHost));
        _pool.Return(used);
        Assert.Equal(0, await ReceiveAsync(usedHost));
        await Eventually.HoldsAsync("the end of both", () => _closed == 2);
    }

    private static async Task<int> ReceiveAsync(Socket host) =>
        await host.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static async ValueTask<Socket> ConnectAsync(TcpListener host, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.LocalEndpoint, cancellationToken);
        return socket;
    }

    private ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken) => ConnectAsync(_host, cancellationToken);

    private async Task<(Http1Connection Connection, Socket Host)> OpenAsync()
    {
        var connection = await _pool.ConnectAsync(TestContext.Current.CancellationToken);
        return (connection, await _host.AcceptSocketAsync(TestContext.Current.CancellationToken));
    }
}
