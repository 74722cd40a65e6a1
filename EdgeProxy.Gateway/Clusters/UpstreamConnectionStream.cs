using System.Net.Sockets;
using EdgeProxy.Gateway.Stats;

namespace EdgeProxy.Gateway.Clusters;

/// <summary>A connection to a host that counts its own end.</summary>
internal sealed class UpstreamConnectionStream(Socket socket, UpstreamHost host, ClusterStats cluster) : NetworkStream(socket, ownsSocket: true)
{
    private int _ended;

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            host.Stats.Add(HostCounter.CxDestroyed);
            cluster.Add(ClusterCounter.CxDestroyed);
        }

        base.Dispose(disposing);
    }
}
