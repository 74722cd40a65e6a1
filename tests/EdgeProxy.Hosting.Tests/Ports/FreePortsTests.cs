using System.Net;
using System.Net.Sockets;
using EdgeProxy.Hosting.Ports;

namespace EdgeProxy.Hosting.Tests.Ports;


public sealed class FreePortsTests
{
    [Fact]
    public void APortIsGivenOnce()
    {
        var ports = new FreePorts();

        var given = Enumerable.Range(0, 200).Select(_ => ports.Next()).ToList();

        Assert.Equal(given.Count, given.Distinct().Count());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    public void APortThatSomebodyListensOnIsNotFree(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();

        Assert.False(new FreePorts().TryReserve(((IPEndPoint)listener.LocalEndpoint).Port));
    }

    [Fact]
    public async Task APortWhoseLastConnectionHasJustEndedIsFree()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            using var server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

            // The side that closes first is the one that the system remembers for a minute.
            server.Close();
        }

        Assert.True(new FreePorts().TryReserve(port));
    }
}
