using System.Net.Sockets;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class ConnectionLimitTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("Edge:Listener:MaxConnections=1", "http.ingress_http.downstream_cx_overflow")]
    [InlineData("Edge:MaxConnections=1", "http.ingress_http.downstream_global_cx_overflow")]
    public async Task OneTooManyIsClosedAndCounted(string setting, string counter)
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), setting]);
        Assert.Equal("ping me ...", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
        await EndsAsync(gateway.Address);

        Assert.Equal(1, await gateway.StatAsync(counter));
        Assert.Equal("ping me ...", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task APlaceIsFreeAgainAfterwards()
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), "Edge:Listener:MaxConnections=1"]);
        for (var i = 0; i < 3; i++)
        {
            using var client = new HttpClient { BaseAddress = gateway.Address };
            await Eventually.HoldsAsync("a place", async () =>
            {
                try
                {
                    return await client.GetStringAsync("/ping", TestContext.Current.CancellationToken) == "ping me ...";
                }
                catch (Exception refused) when (refused is HttpRequestException or SocketException)
                {
                    // The client library lets a reset that comes while it connects through as it is.
                    return false;
                }
            });
        }
    }

    private static async Task EndsAsync(Uri address)
    {
        using var tooMany = new TcpClient();
        try
        {
            await tooMany.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            Assert.Equal(0, await tooMany.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }
        catch (Exception end) when (end is IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // Reset is an end too, and may come while the client still connects.
        }
    }
}
