using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EdgeProxy.Gateway.Stats;

namespace EdgeProxy.Gateway.Clusters;

/// <summary>
/// A connection to a host. It counts its own end, and says so when it ended between a request and its answer: the client library would
/// otherwise send such a request again by itself, whatever the retry policy says.
/// </summary>
internal sealed class UpstreamConnectionStream(Socket socket, UpstreamHost host, ClusterStats cluster, bool isHttp2)
    : NetworkStream(socket, ownsSocket: true)
{
    private int _ended;
    private volatile bool _isAwaitingAnswer;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isAwaitingAnswer = true;
        return base.WriteAsync(buffer, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        isHttp2 || buffer.IsEmpty ? base.ReadAsync(buffer, cancellationToken) : WatchAsync(base.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            host.Stats.Add(HostCounter.CxDestroyed);
            cluster.Add(ClusterCounter.CxDestroyed);
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WatchAsync(ValueTask<int> read)
    {
        try
        {
            var count = await read;
            if (count == 0 && _isAwaitingAnswer)
                throw new UpstreamTerminatedException("The host closed the connection before it answered.");
            _isAwaitingAnswer = false;
            return count;
        }
        catch (IOException failure) when (_isAwaitingAnswer)
        {
            throw new UpstreamTerminatedException("The connection broke before the host answered.", failure);
        }
    }
}
