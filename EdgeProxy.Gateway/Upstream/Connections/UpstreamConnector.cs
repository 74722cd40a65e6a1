using System.Net;
using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Makes the connections to one host, within the cluster's connect timeout.</summary>
internal sealed class UpstreamConnector(UpstreamHost host, IPEndPoint address, ClusterConfig config, ClusterStats cluster)
{
    /// <summary>Makes a connection for the client library; the name in the request plays no part.</summary>
    /// <exception cref="UpstreamConnectException">Refused, unreachable, or not within the connect timeout.</exception>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        new UpstreamConnectionStream(await ConnectSocketAsync(cancellationToken), this, config.Http2, config.Tls is not null);

    /// <summary>Connects, and counts it; <see cref="CountClosed"/> counts the end of what it gives.</summary>
    /// <exception cref="UpstreamConnectException">Refused, unreachable, or not within the connect timeout.</exception>
    public async ValueTask<Socket> ConnectSocketAsync(CancellationToken cancellationToken)
    {
        host.Stats.Add(HostCounter.CxTotal);
        cluster.Add(ClusterCounter.CxTotal);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(config.ConnectTimeout.ForTimer());
        try
        {
            await socket.ConnectAsync(address, limit.Token);
            return socket;
        }
        catch (Exception failure)
        {
            socket.Dispose();
            host.Stats.Add(HostCounter.CxConnectFail);
            cluster.Add(ClusterCounter.CxConnectFail);
            if (cancellationToken.IsCancellationRequested)
                throw;
            if (failure is OperationCanceledException)
            {
                cluster.Add(ClusterCounter.CxConnectTimeout);
                throw new UpstreamConnectException($"No connection to {address} within {config.ConnectTimeout.TotalSeconds} s.", failure);
            }

            throw new UpstreamConnectException($"No connection to {address}: {failure.Message}", failure);
        }
    }

    /// <summary>Counts the end of a connection.</summary>
    public void CountClosed()
    {
        host.Stats.Add(HostCounter.CxDestroyed);
        cluster.Add(ClusterCounter.CxDestroyed);
    }
}
