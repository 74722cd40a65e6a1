using System.Net;
using System.Net.Sockets;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>Nothing moves: what becomes of a stream, and of a connection without one.</summary>
public sealed class IdleTimeoutTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _log = Path.GetTempFileName();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        File.Delete(_log);
    }

    [Fact]
    public async Task AfterTheRequestItIs504()
    {
        await using var gateway = await StartAsync("Edge:Listener:StreamIdleTimeout=300ms");
        using var response = await SendAsync(gateway, "stall", HttpVersion.Version11);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("stream timeout", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await LogsAsync("504 SI ");
        Assert.Equal(1, await gateway.StatAsync("http.ingress_http.downstream_rq_idle_timeout"));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task AfterTheHeadersItIsAReset(string version)
    {
        await using var gateway = await StartAsync("Edge:Listener:StreamIdleTimeout=300ms");
        using var response = await SendAsync(gateway, "head-then-stall", Version.Parse(version));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await LogsAsync("200 SI ");
    }

    [Fact]
    public async Task TheRoutesOwnTimeoutComesFirst()
    {
        await using var gateway = await StartAsync("Edge:Listener:StreamIdleTimeout=5m", "ReverseProxy:Routes:ping:IdleTimeout=300ms");
        using var response = await SendAsync(gateway, "stall", HttpVersion.Version11);
        Assert.Equal("stream timeout", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AClientThatLeavesIsNoTimeout()
    {
        await using var gateway = await StartAsync();
        var response = await SendAsync(gateway, "head-then-stall", HttpVersion.Version11);
        response.Dispose();
        await LogsAsync("200 DC ");
        Assert.Equal(1, await gateway.StatAsync("http.ingress_http.downstream_rq_rx_reset"));
    }

    [Fact]
    public async Task AConnectionWithoutRequestsIsClosed()
    {
        await using var gateway = await StartAsync("Edge:Listener:IdleTimeout=300ms");
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET /ping HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        // It ends although nobody asked for the end.
        Assert.EndsWith("ping me ...", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string behaviour, Version version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "x-backend", behaviour } },
        };
        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private Task<TestGateway> StartAsync(params string[] settings) =>
        TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), $"Edge:AccessLog:Path={_log}", .. settings]);

    private Task LogsAsync(string words) => Eventually.HoldsAsync(
        $"a line with '{words}'", async () => (await File.ReadAllTextAsync(_log, TestContext.Current.CancellationToken)).Contains($"\" {words}", StringComparison.Ordinal));
}
