using System.Net;
using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class DnsNameResolverTests
{
    /// <summary>A gateway that stops while a server is silent stops in order: the DNS library has an exception of its own for it.</summary>
    [Fact]
    public async Task Query_CancelledWhileTheServerIsSilent_ThrowsACancellation()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var resolver = new DnsNameResolver(new DnsOptions { Servers = [server.LocalEndPoint!.ToString()!], QueryTimeout = TimeSpan.FromSeconds(30) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var query = resolver.ResolveAsync("silent.test", DnsLookupFamily.V4Only, stop.Token);
        await server.ReceiveAsync(new byte[512], TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await query);
    }
}
