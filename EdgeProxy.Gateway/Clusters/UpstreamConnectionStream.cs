using System.Net.Sockets;
using EdgeProxy.Gateway.Stats;

namespace EdgeProxy.Gateway.Clusters;

/// <summary>
/// A connection to a host. It counts its own end, and says so when it ended between a request and its answer: the client library would
/// otherwise send such a request again by itself, whatever the retry policy says.
/// </summary>
internal sealed class UpstreamConnectionStream : NetworkStream, IUpstreamConnection
{
    private readonly UpstreamHost _host;
    private readonly ClusterStats _cluster;
    private readonly RepeatedRead<int>? _pending;
    private readonly bool _isCleartextHttp1;
    private int _ended;
    private volatile bool _isAwaitingAnswer;

    public UpstreamConnectionStream(Socket socket, UpstreamHost host, ClusterStats cluster, bool isHttp2, bool isTls)
        : base(socket, ownsSocket: true)
    {
        _host = host;
        _cluster = cluster;
        _isCleartextHttp1 = !isHttp2 && !isTls;
        // HTTP/2 tells by itself which of its requests were not answered.
        _pending = isHttp2 ? null : new RepeatedRead<int>(Watch);
    }

    public void FinishSending()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The host has gone already.
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isAwaitingAnswer = true;
        return base.WriteAsync(_isCleartextHttp1 && UpstreamExchange.Current is { } exchange ? exchange.Write(buffer, this) : buffer, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken);
        if (_pending is null || buffer.IsEmpty)
            return read;
        return read.IsCompleted ? Watch(read) : _pending.WaitAsync(read);
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _host.Stats.Add(HostCounter.CxDestroyed);
            _cluster.Add(ClusterCounter.CxDestroyed);
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes a read that ended.</summary>
    private ValueTask<int> Watch(ValueTask<int> read)
    {
        if (!read.IsCompletedSuccessfully)
            return FailAsync(read);
        var count = read.Result;
        if (count == 0 && _isAwaitingAnswer)
            return ValueTask.FromException<int>(new UpstreamTerminatedException("The host closed the connection before it answered."));
        _isAwaitingAnswer = false;
        return new ValueTask<int>(count);
    }

    private async ValueTask<int> FailAsync(ValueTask<int> read)
    {
        try
        {
            return await read;
        }
        catch (IOException failure) when (_isAwaitingAnswer)
        {
            throw new UpstreamTerminatedException("The connection broke before the host answered.", failure);
        }
    }
}
