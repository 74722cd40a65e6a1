using System.Net;
using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Makes the connections to one host, within the cluster's connect timeout.</summary>
internal sealed class UpstreamConnector(UpstreamHost host, IPEndPoint address, ClusterConfig config, ClusterStats cluster)
{
    /// <summary>Connects; the name in the request plays no part.</summary>
    /// <exception cref="UpstreamConnectException">Refused, unreachable, or not within the connect timeout.</exception>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        host.Stats.Add(HostCounter.CxTotal);
        cluster.Add(ClusterCounter.CxTotal);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(config.ConnectTimeout.ForTimer());
        try
        {
            await socket.ConnectAsync(address, limit.Token);
            return new UpstreamConnectionStream(socket, host, cluster, config.Http2, config.Tls is not null);
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
}
